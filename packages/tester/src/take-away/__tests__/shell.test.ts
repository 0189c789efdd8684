import type { Server } from '@partner-destinations/server'
import { findDestination, startServer, talkTo } from '../../../test/local-server'
import { outputOf } from '../../../test/pasted-tests'
import { calls } from '../../event/spec-samples'
import { readHoldings } from '../../server/server'
import type { TesterCall } from '../../server/server'
import type { CopiedCall } from '../copied-call'
import { curlCommand, sendCommand } from '../shell'

let server: Server

beforeAll(async () => {
  server = await startServer()
  talkTo(server)
})

afterAll(() => server.stop())

const name = `O'Neil "the $HOME" \\n ü`

async function copiedCall(call: Partial<TesterCall>): Promise<CopiedCall> {
  const destination = await findDestination('wishpond')
  const payload = { ...calls.identify, traits: { name, email: 'oneil@example.com' } }
  const whole = { folder: 'wishpond', action: 'identifyLead', payload, settings: destination.demoSettings, ...call }
  return { call: whole, destination, mode: 'sandbox' }
}

function run(command: string): Promise<string> {
  return outputOf('bash', ['-c', command])
}

describe('a copied curl command', () => {
  it('has the server do the same, whatever signs are in the event', async () => {
    const command = curlCommand(await copiedCall({}), `http://localhost:${server.port}`)
    expect(JSON.parse(await run(command))).toMatchObject([{ response: { statusCode: 200 } }])
    expect((await readHoldings('wishpond'))?.leads[0].attributes).toMatchObject({ name })
  })
})

describe('a copied send command', () => {
  it('sends the same, with what differs from the default mapping', async () => {
    const command = sendCommand(await copiedCall({ mapping: { userId: "it's me" } }))
    const output = await run(command.replace('--event', '--json --event'))
    expect(JSON.parse(output)).toMatchObject({
      payload: { userId: "it's me" },
      steps: [{ response: { statusCode: 200 } }]
    })
  })

  it('deletes a user', async () => {
    const destination = await findDestination('refersion')
    const call = { folder: 'refersion', action: 'delete', payload: { userId: 'jane@example.com' } }
    const copied: CopiedCall = { call: { ...call, settings: destination.demoSettings }, destination, mode: 'sandbox' }
    expect(await run(sendCommand(copied))).toContain('POST https://api.refersion.com/v2/affiliate/search')
  })

  it('says that it is live', async () => {
    expect(sendCommand({ ...(await copiedCall({})), mode: 'live' })).toMatch(/^.\/bin\/run send wishpond \w+ --live /)
  })
})

describe('settings of one’s own', () => {
  it('are in both commands, with a placeholder for each secret, also where one is in the event', async () => {
    const settings = { merchantId: '696791', trackingKey: 'fedcba987654' }
    const copied = await copiedCall({ settings, payload: { type: 'identify', traits: { note: 'fedcba987654' } } })
    for (const command of [curlCommand(copied, 'http://localhost'), sendCommand(copied)]) {
      expect(command).not.toContain('fedcba987654')
      expect(command).toContain('696791')
      expect(command.match(/<trackingKey>/g)).toHaveLength(2)
    }
  })
})

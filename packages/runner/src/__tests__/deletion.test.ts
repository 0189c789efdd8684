import { SandboxAgent, startSandbox } from '@partner-destinations/sandbox'
import type { JSONObject, RequestClient } from '@segment/actions-core'
import type { Definition } from '../call'
import { run } from '../run'

function definitionOf(onDelete: Definition['onDelete']): Definition {
  return { name: 'Deletes', mode: 'cloud', actions: {}, onDelete }
}

const remove = async (onDelete: Definition['onDelete'], payload: JSONObject, agent?: SandboxAgent) =>
  (await run(definitionOf(onDelete), { kind: 'delete', payload, settings: {} }, agent)).steps

describe('a deletion that sends nothing says why', () => {
  it.each<[string, unknown, JSONObject, string]>([
    [
      "in the destination's own words",
      { output: 'u1 is no email address.' },
      { userId: 'u1' },
      'u1 is no email address.'
    ],
    ['with the id', undefined, { userId: 'u1' }, 'onDelete sent nothing for userId "u1".'],
    [
      'with both ids',
      { output: '' },
      { userId: 5, anonymousId: 'a1', email: 'jane@example.com' },
      'onDelete sent nothing for userId 5 and anonymousId "a1".'
    ],
    [
      'without an id',
      { output: { some: 'object' } },
      { userId: null },
      'onDelete sent nothing: the event has neither a userId nor an anonymousId.'
    ]
  ])('%s', async (_how, result, payload, skipped) => {
    expect(await remove(async () => result, payload)).toEqual([{ skipped }])
  })

  it('but not when it failed', async () => {
    const fail = async () => {
      throw new Error('no')
    }
    expect(await remove(fail, { userId: 'u1' })).toMatchObject([{ message: 'no', statusCode: 500 }])
  })

  it('but not when it sent something', async () => {
    const sandbox = await startSandbox()
    const agent = new SandboxAgent(sandbox.port)
    const send = async (request: RequestClient) => {
      await request('https://app.wigzo.com/rest/v1/learn/event', { method: 'post', throwHttpErrors: false })
      return { output: 'Deleted.' }
    }
    const steps = await remove(send, { userId: 'u1' }, agent)
    agent.close()
    await sandbox.close()
    expect(steps).toMatchObject([{ response: { statusCode: 401 } }])
    expect(steps).toHaveLength(1)
  })
})

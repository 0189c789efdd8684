/** @jest-environment ./src/dates/zone-environment.ts */
import type { Sandbox } from '@partner-destinations/sandbox'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { Connection } from '../../connection'
import { inEveryTimeZone } from '../time-zones'

let sandbox: Sandbox
let agent: SandboxAgent

beforeAll(async () => {
  sandbox = await startVendorSandbox()
  agent = new SandboxAgent(sandbox)
})
afterAll(async () => {
  agent.close()
  await sandbox.close()
})

/** As a database prints a time that is in UTC. */
const GIVEN = '2024-01-02 03:04:05'
const RIGHT = '2024-01-02T03:04:05.000Z'

inEveryTimeZone(() => {
  it.each([
    ['createdAt and updatedAt', { createdAt: GIVEN, updatedAt: GIVEN }],
    ['created_at and updated_at', { created_at: GIVEN, updated_at: GIVEN }]
  ])('Wigzo gets %s of a user in UTC', async (_what, traits) => {
    const connection = new Connection('wigzo', agent)
    await connection.event({ type: 'identify', userId: 'u1', traits })

    expect(connection.options.map(({ json }) => json)).toEqual([
      expect.objectContaining({ createdAt: RIGHT, updatedAt: RIGHT })
    ])
  })

  it('Wishpond gets the timestamp of an event in UTC', async () => {
    const connection = new Connection('wishpond', agent)
    await connection.event({ type: 'track', userId: 'u1', event: 'Signed Up', timestamp: GIVEN })

    expect(connection.options.map(({ json }) => json)).toEqual([expect.objectContaining({ timestamp: RIGHT })])
  })
})

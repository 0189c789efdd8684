import { manifest } from '@partner-destinations/destination-actions'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { vendors } from '@partner-destinations/vendors'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { Connection } from '../../connection'
import { deliveries } from '../deliveries'
import { testFaults } from '../fault-tests'

testFaults({ destinations: manifest, reportsBatches: true })

it('every action is among the deliveries', () => {
  const actions = Object.entries(manifest).flatMap(([vendor, { actions }]) =>
    Object.keys(actions).map((action) => `${vendor} ${action}`)
  )
  const covered = deliveries.map(({ vendor, of }) => `${vendor} ${of}`)

  expect(actions.filter((action) => !covered.includes(action))).toEqual([])
})

it('a password that a destination makes is among the secrets that no error may show', async () => {
  const sandbox = await startVendorSandbox()
  const agent = new SandboxAgent(sandbox)
  try {
    const [newAffiliate] = deliveries
    const connection = new Connection(newAffiliate.vendor, agent)
    await newAffiliate.deliver(connection)

    expect(connection.secrets()).toEqual([...vendors.refersion.secrets, expect.stringMatching(/^.{24}$/)])
  } finally {
    agent.close()
    await sandbox.close()
  }
})

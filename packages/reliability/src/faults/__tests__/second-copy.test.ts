import { SandboxAgent } from '@partner-destinations/sandbox'
import * as callersFramework from '@segment/actions-core'
import { Connection } from '../../connection'
import { loadSecondCopy } from '../../second-copy'
import { deliveries } from '../deliveries'
import { testFaults } from '../fault-tests'

const { destinations, framework } = loadSecondCopy()

testFaults({ destinations, reportsBatches: false })

it('the destinations have another copy of the framework than their caller', async () => {
  // Nothing listens at port 1.
  const [{ vendor, deliver }] = deliveries
  const connection = new Connection(vendor, new SandboxAgent({ port: 1, hosts: 'all' }), { destinations })
  const error: unknown = await deliver(connection).catch((thrown) => thrown)

  expect(error).toBeInstanceOf(framework.RetryableError)
  expect(error).not.toBeInstanceOf(callersFramework.RetryableError)
})

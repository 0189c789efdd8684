import type { Fault, Sandbox } from '@partner-destinations/sandbox'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { vendors } from '@partner-destinations/vendors'
import type { ExpectedError } from '@partner-destinations/vendors/faults'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { manifest } from '@partner-destinations/destination-actions'
import { DEFAULT_REQUEST_TIMEOUT } from '@segment/actions-core'
import type { ConnectionOptions } from '../connection'
import { Connection } from '../connection'
import type { Delivery } from './deliveries'
import { deliveries, nameOf, pathOf } from './deliveries'
import { expectationOf } from './expectation'
import { canHit, faultRows } from './fault-rows'
import { failuresOf } from './outcome'
import { cellText } from './table'

/** Milliseconds for all deliveries of one cell; less than the framework's own limit, so that nothing waits for that. */
const LIMIT = 9_000

const named = deliveries.map((delivery) => ({ delivery, name: `${delivery.vendor} ${nameOf(delivery)}` }))

const cells = named.flatMap(({ delivery, name }) =>
  [...new Set(delivery.calls)].flatMap((call) =>
    faultRows
      .filter((row) => canHit(row, delivery.vendor, call))
      .map((row) => ({
        delivery,
        call,
        row,
        expected: expectationOf(delivery, call, row),
        name: `${name}: ${call}, ${row.sort} ${row.title}: ${cellText(delivery, call, row)}`
      }))
  )
)

interface FaultTestOptions {
  /** The destinations by their vendors. */
  destinations: typeof manifest
  /** Whether the framework tells which events of a batch failed. It does not when the destination has another copy. */
  reportsBatches: boolean
}

/** Declares a test of each delivery without a fault, and of each cell of the tables. */
export function testFaults({ destinations, reportsBatches }: FaultTestOptions): void {
  let sandbox: Sandbox
  let agent: SandboxAgent

  beforeAll(async () => {
    sandbox = await startVendorSandbox()
    agent = new SandboxAgent(sandbox)
  })
  beforeEach(() => sandbox.reset())
  afterAll(async () => {
    agent.close()
    await sandbox.close()
  })

  it.each(named)(
    'without a fault, $name succeeds with its calls, each with the time limit of the framework',
    async ({ delivery }) => {
      const connection = await prepared(delivery)

      expect(await failuresOf(delivery.deliver(connection))).toEqual([])
      expect(connection.requests).toEqual(requestsOf(delivery, delivery.calls))
      expect(connection.options.map(({ timeout }) => timeout)).toEqual(
        delivery.calls.map(() => DEFAULT_REQUEST_TIMEOUT)
      )
    }
  )

  it.each(cells)(
    '$name',
    async ({ delivery, call, row, expected }) => {
      const path = pathOf(delivery, call)
      const times = delivery.calls.filter((name) => name === call).length
      const once = await undisturbed(delivery, 1)
      const afterRedelivery = await undisturbed(delivery, delivery.counts && row.takesEffect ? 2 : 1)

      sandbox.reset()
      const connection = await prepared(delivery, {
        refused: row.fault ? undefined : path,
        timeout: (nth) => (delivery.calls[nth] === call ? row.timeout : undefined)
      })
      const faults: Fault[] = row.fault ? [{ ...row.fault(delivery.vendor, path), path, times }] : []
      sandbox.setFaults(delivery.vendor, faults)
      const failures = await failuresOf(delivery.deliver(connection))
      sandbox.setFaults(delivery.vendor, [])

      expect(failures).toEqual(expectedFailures(delivery, expected.error))
      expect(secretsIn(failures.map(({ shown }) => shown).join('\n'), connection)).toEqual([])
      expect(connection.requests).toEqual(requestsOf(delivery, expected.calls))
      if (!expected.error && !expected.without) expect(sandbox.read(delivery.vendor)).toEqual(once)

      const redelivery = connectionFor(delivery)
      expect(await failuresOf(delivery.deliver(redelivery))).toEqual([])
      expect(sandbox.read(delivery.vendor)).toEqual(afterRedelivery)
    },
    LIMIT
  )

  function expectedFailures({ variant }: Delivery, error: ExpectedError | undefined): unknown[] {
    const isBatch = variant === 'batch'
    if (!error || (isBatch && !reportsBatches)) return []
    return Array(isBatch ? 2 : 1).fill({
      ...(isBatch ? {} : { errorClass: error.errorClass }),
      status: error.status,
      // Segment retries what has no status, too; but nobody retries a test of the keys.
      retry: error.errorClass === 'RetryableError' || error.errorClass === 'Error',
      message: expect.stringContaining(error.words) as unknown,
      shown: expect.any(String) as unknown
    })
  }

  function connectionFor({ vendor, mapping, action }: Delivery, options: ConnectionOptions = {}): Connection {
    return new Connection(vendor, agent, { destinations, mapping, action, ...options })
  }

  /** A connection for a delivery, after everything that Segment delivered before is in the sandbox. */
  async function prepared(delivery: Delivery, options?: ConnectionOptions): Promise<Connection> {
    await delivery.prepare?.(connectionFor(delivery))
    return connectionFor(delivery, options)
  }

  const states = new Map<string, unknown>()

  /** What the vendor holds after so many deliveries without a fault to an empty sandbox. */
  async function undisturbed(delivery: Delivery, times: number): Promise<unknown> {
    const name = `${delivery.vendor} ${nameOf(delivery)} ${times}`
    if (!states.has(name)) {
      sandbox.reset()
      await delivery.prepare?.(connectionFor(delivery))
      for (let delivered = 0; delivered < times; delivered++) await delivery.deliver(connectionFor(delivery))
      states.set(name, sandbox.read(delivery.vendor))
    }
    return states.get(name)
  }
}

function requestsOf(delivery: Delivery, calls: string[]) {
  return calls.map((call) => ({ host: vendors[delivery.vendor].standIn.host, path: pathOf(delivery, call) }))
}

function secretsIn(text: string, connection: Connection): string[] {
  return connection.secrets().filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
}

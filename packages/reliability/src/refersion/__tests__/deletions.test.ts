import { manifest } from '@partner-destinations/destination-actions'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { deletion, jane } from '@partner-destinations/vendors/events'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import fc from 'fast-check'
import { Connection } from '../../connection'
import { segmentEvents } from '../../fuzz/events'
import { hostileOrHuge } from '../../fuzz/hostile-values'
import { emails, placeholderIds } from '../../real-life/samples'
import { startVendors } from '../../fuzz/property'
import type { Vendors } from '../../fuzz/property'
import { subjects } from '../../fuzz/subjects'

const CASES = 2_000

let vendors: Vendors
let destination: Destination<JSONObject>
let reached: boolean

beforeAll(async () => {
  vendors = await startVendors()
  const original = manifest.refersion
  const { performBatch, ...others } = original.actions.deleteAffiliate
  destination = new Destination<JSONObject>({
    ...original,
    extendRequest: (data) => ({ ...original.extendRequest?.(data), agent: vendors.agent }),
    actions: {
      deleteAffiliate: {
        ...others,
        performBatch: (request, data) => {
          reached = true
          return performBatch?.(request, data)
        }
      }
    }
  })
})
beforeEach(() => vendors.sandbox.reset())
afterAll(() => vendors.close())

it('every event of a batch gets its own result, done or refused, whatever it holds', async () => {
  const mapping = subjects.find(({ name }) => name === 'refersion deleteAffiliate')?.mapping ?? {}
  let batches = 0

  await fc.assert(
    fc.asyncProperty(fc.array(segmentEvents, { minLength: 1, maxLength: 5 }), async (data) => {
      reached = false
      const bundle = { data, mapping, settings: demoSettingsOf('refersion'), auth: undefined }
      const results = await destination.actions.deleteAffiliate.executeBatch(bundle).catch((error: unknown) => {
        // The framework itself gives up whole batches, such as those with an event whose `context` is null.
        if (reached) throw error
      })
      if (!results) return

      batches++
      expect(results).toHaveLength(data.length)
      for (const { status } of results) expect([200, 400]).toContain(status)
    }),
    { numRuns: CASES }
  )
  expect(batches).toBeGreaterThan(CASES / 2)
})

it("Segment's deletion of any user disables somebody, or nobody", async () => {
  const identifier = fc.oneof(hostileOrHuge, placeholderIds)
  const identifiers = fc.record({ userId: identifier, anonymousId: identifier })

  await fc.assert(
    fc.asyncProperty(identifiers, async (event) => {
      const result = await destination.onDelete?.(event as unknown as SegmentEvent, demoSettingsOf('refersion'))

      expect(result).toEqual({ output: expect.stringMatching(/^(No request was sent|Affiliates disabled: 0)/) })
    }),
    { numRuns: CASES }
  )
})

describe('a privacy request with blanks around the email disables the affiliate:', () => {
  it.each<[string, (connection: Connection, email: string) => Promise<unknown>]>([
    ['a delete event', (connection, email) => connection.event({ type: 'delete', email })],
    ['a batch of delete events', (connection, email) => connection.batch([{ type: 'delete', email }])],
    ["Segment's deletion of a user id", (connection, userId) => connection.delete({ type: 'delete', userId })],
    [
      "Segment's deletion of an anonymous id",
      (connection, anonymousId) => connection.delete({ type: 'delete', userId: '5678', anonymousId })
    ]
  ])('%s', async (_what, deliver) => {
    await fc.assert(
      fc.asyncProperty(emails, async ({ given, right }) => {
        vendors.sandbox.reset('refersion')
        const connection = new Connection('refersion', vendors.agent)
        await connection.event({ type: 'identify', userId: 'u1', traits: { name: 'Peter Gibbons', email: right } })
        await deliver(connection, given)

        expect(vendors.sandbox.read('refersion').affiliates).toEqual([
          expect.objectContaining({ email: right, status: 'DISABLED' })
        ])
      }),
      { numRuns: 300 }
    )
  })

  it('one for a user ID that is no email disables nobody, and succeeds without a request', async () => {
    const connection = new Connection('refersion', vendors.agent)

    await expect(connection.delete({ type: 'delete', userId: '5678' })).resolves.toEqual({ output: expect.any(String) })
    expect(connection.requests).toEqual([])
  })
})

describe('an affiliate', () => {
  const deleted = deletion('jane@example.com')
  const statuses = async (...events: JSONObject[]) => {
    const connection = new Connection('refersion', vendors.agent)
    for (const event of events) await connection.event(event)
    return vendors.sandbox.read('refersion').affiliates.map(({ status }) => status)
  }

  it.each([
    ['once', [jane, deleted]],
    ['with an identify that comes again', [jane, deleted, jane]],
    ['with both coming again', [jane, deleted, jane, deleted]],
    ['with a deletion that comes early, and again', [deleted, jane, deleted]]
  ])('stays disabled: %s', async (_sequence, events) => {
    expect(await statuses(...events)).toEqual(['DISABLED'])
  })

  it('is not disabled if its deletion came first, because there was nobody to disable', async () => {
    expect(await statuses(deleted, jane)).toEqual(['PENDING'])
  })
})

import { manifest } from '@partner-destinations/destination-actions'
import { demoSettingsOf } from '@partner-destinations/vendors'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import fc from 'fast-check'
import { segmentEvents } from '../events'
import { hostileOrHuge } from '../hostile-values'
import { placeholderIds } from '../../real-life/samples'
import { startVendors } from '../property'
import type { Vendors } from '../property'
import { subjects } from '../subjects'

const CASES = 2_000

let vendors: Vendors
let refersion: Destination<JSONObject>
let reached: boolean

beforeAll(async () => {
  vendors = await startVendors()
  const original = manifest.refersion
  const { performBatch, ...others } = original.actions.deleteAffiliate
  refersion = new Destination<JSONObject>({
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

it('every event of a batch gets a result of its own, whatever it holds: done or refused', async () => {
  const mapping = subjects.find(({ name }) => name === 'refersion deleteAffiliate')?.mapping ?? {}
  let batches = 0

  await fc.assert(
    fc.asyncProperty(fc.array(segmentEvents, { minLength: 1, maxLength: 5 }), async (data) => {
      reached = false
      const bundle = { data, mapping, settings: demoSettingsOf('refersion'), auth: undefined }
      const results = await refersion.actions.deleteAffiliate.executeBatch(bundle).catch((error: unknown) => {
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
      const result = await refersion.onDelete?.(event as unknown as SegmentEvent, demoSettingsOf('refersion'))

      expect(result).toEqual({ output: expect.stringMatching(/^(No request was sent|Affiliates disabled: 0)/) })
    }),
    { numRuns: CASES }
  )
})

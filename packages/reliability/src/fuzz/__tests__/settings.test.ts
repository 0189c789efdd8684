import { inspect } from 'node:util'
import { manifest } from '@partner-destinations/destination-actions'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import fc from 'fast-check'
import { connect } from '../delivery'
import { anyCharacter, hostileText } from '../hostile-values'
import { startVendors } from '../property'
import type { Vendors } from '../property'
import { subjects } from '../subjects'

const CASES = 2_000

let vendors: Vendors

beforeAll(async () => {
  vendors = await startVendors()
})
afterAll(() => vendors.close())

const events: Record<VendorName, JSONObject> = {
  refersion: { type: 'delete', email: 'peter@example.com' },
  wigzo: { type: 'page', userId: 'u1', name: 'Home' },
  wishpond: { type: 'identify', userId: 'u1', traits: { plan: 'Startup' } }
}

/** Long enough to be in no message by chance. */
const secret = fc
  .tuple(fc.string({ minLength: 12, unit: anyCharacter }), hostileText, fc.constantFrom('', '.', ' .'))
  .map(([text, hostile, dot]) => `${text}${dot}${hostile}`)

it.each([
  { vendor: 'refersion', action: 'deleteAffiliate', key: 'apiKey' },
  { vendor: 'wigzo', action: 'trackPage', key: 'orgToken' },
  { vendor: 'wishpond', action: 'identifyLead', key: 'trackingKey' }
] as const)('any $key of $vendor is refused as a key, and never shown', async ({ vendor, action, key }) => {
  const subject = subjects.find((candidate) => candidate.vendor === vendor && candidate.action === action)
  if (!subject) throw new Error(`There is no ${vendor} ${action}.`)

  await fc.assert(
    fc.asyncProperty(secret, async (given) => {
      const settings = { ...subject.settings, [key]: given }
      const { error } = await connect({ ...subject, settings }, vendors.agent)(events[vendor], subject.mapping)

      expect(error).toMatchObject({ name: 'InvalidAuthenticationError', status: 401 })
      expect(shows(error, given)).toBe(false)
    }),
    { numRuns: CASES }
  )
})

it.each([
  { vendor: 'wigzo', key: 'orgToken' },
  { vendor: 'wishpond', key: 'trackingKey' },
  { vendor: 'wishpond', key: 'merchantId' }
] as const)(
  'a test of any $key of $vendor passes, or says what is wrong, and never shows it',
  async ({ vendor, key }) => {
    const subject = subjects.find((candidate) => candidate.vendor === vendor)
    const destination = new Destination<JSONObject>(manifest[vendor])

    await fc.assert(
      fc.asyncProperty(secret, async (given) => {
        const outcome = await destination
          .testAuthentication({ ...subject?.settings, [key]: given })
          .catch((error) => error)

        if (outcome === undefined) return
        expect(outcome.message).toMatch(/^Credentials are invalid: .* (must|Copy)/)
        expect(shows(outcome, given)).toBe(false)
      }),
      { numRuns: CASES }
    )
  }
)

function shows(error: unknown, given: string): boolean {
  const shown = inspect(error, { depth: Infinity })
  return [
    given,
    new URLSearchParams({ given }).toString().replace('given=', ''),
    JSON.stringify(given).slice(1, -1)
  ].some((form) => shown.includes(form))
}

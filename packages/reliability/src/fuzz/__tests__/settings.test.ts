import { inspect } from 'node:util'
import { manifest } from '@partner-destinations/destination-actions'
import { demoSettingsOf, vendorNames, vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import type { JSONObject } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import fc from 'fast-check'
import { connect } from '../delivery'
import { anyCharacter, hostileText } from '../hostile-values'
import { startVendors } from '../property'
import type { Vendors } from '../property'
import { subjects } from '../subjects'

const CASES = 2_000

let sandboxed: Vendors

beforeAll(async () => {
  sandboxed = await startVendors()
})
afterAll(() => sandboxed.close())

const credentials = vendorNames.flatMap((vendor) => {
  const { fuzz }: Vendor = vendors[vendor]
  return (fuzz?.credentials ?? []).map((credential) => ({ vendor, ...credential }))
})

const sentCredentials = credentials.flatMap(({ vendor, setting, sentBy }) =>
  sentBy ? [{ vendor, setting, ...sentBy }] : []
)

/** Long enough to be in no message by chance. */
const secret = fc
  .tuple(fc.string({ minLength: 12, unit: anyCharacter }), hostileText, fc.constantFrom('', '.', ' .'))
  .map(([text, hostile, dot]) => `${text}${dot}${hostile}`)

it.each(sentCredentials)('any $setting of $vendor is refused as a key, and never shown', async (row) => {
  const { vendor, setting, action, event } = row
  const subject = subjects.find((candidate) => candidate.vendor === vendor && candidate.action === action)
  if (!subject) throw new Error(`There is no ${vendor} ${action}.`)

  await fc.assert(
    fc.asyncProperty(secret, async (given) => {
      const settings = { ...subject.settings, [setting]: given }
      const { error } = await connect({ ...subject, settings }, sandboxed.agent)(event, subject.mapping)

      expect(error).toMatchObject({ name: 'InvalidAuthenticationError', status: 401 })
      expect(shows(error, given)).toBe(false)
    }),
    { numRuns: CASES }
  )
})

it.each(credentials.filter(({ formIsTested }) => formIsTested))(
  'a test of any $setting of $vendor passes, or says what is wrong, and never shows it',
  async ({ vendor, setting }) => {
    const destination = new Destination<JSONObject>(manifest[vendor])

    await fc.assert(
      fc.asyncProperty(secret, async (given) => {
        const outcome = await destination
          .testAuthentication({ ...demoSettingsOf(vendor), [setting]: given })
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

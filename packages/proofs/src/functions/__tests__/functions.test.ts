import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { JSONObject } from '@segment/actions-core'
import { subjectOf } from '../../subject'
import { eventCases, faultCases, newCustomer } from '../cases'
import type { Case } from '../cases'
import { compare } from '../compare'
import { compareUpstream } from '../upstream/compare-upstream'

let sandbox: VendorSandbox
beforeAll(async () => {
  let now = 0
  // A sandbox that never asks to slow down.
  sandbox = await startVendorSandbox({ now: () => (now += 60_000) })
})
afterAll(() => sandbox.close())

describe('a Destination Function', () => {
  // `npm run prove:functions` compares all faults.
  const some = faultCases.filter((_, index) => index % 97 === 0)

  it.each([...eventCases, ...some])('does the same as the destination itself: $name', async (one) => {
    const comparison = await compare(one, sandbox)
    expect(comparison.function).toEqual(comparison.runner)
  })
  const customer = newCustomer('wishpond')
  it.each([[{ toString: 1 }], [['track']], ['constructor'], ['__proto__'], [''], [7], [null]])(
    'discards an event of the type %j, as the destination does',
    async (type) => {
      const event = { type, userId: 'u-1', traits: { email: 'jane@example.com' } } as JSONObject
      const one = { name: 'odd', customer, work: (segment) => segment.event(event) } as Case
      const { runner, function: made } = await compare(one, sandbox)
      expect(made).toEqual({ requests: [], decisions: ['discarded'] })
      expect(runner).toEqual(made)
    }
  )

  // `npm run prove:functions` compares all of them.
  it('does the same as destinations of upstream', async () => {
    const lines: string[] = []
    expect(await compareUpstream(subjectOf(undefined), ['webhook', 'slack'], (line) => lines.push(line))).toBe(true)
    const sum = /^2 destinations of .*: (\d+) jobs, \1 the same \((\d+) sent \d+ requests\)$/.exec(lines.at(-1) ?? '')
    expect(Number(sum?.[2])).toBeGreaterThan(0)
  })
})

import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import { eventCases, faultCases } from '../cases'
import { compare } from '../compare'

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
})

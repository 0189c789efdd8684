import fc from 'fast-check'
import { checkAction, startVendors } from '../property'
import type { Vendors } from '../property'
import { subjects } from '../subjects'

const CASES = 2_000

let vendors: Vendors

beforeAll(async () => {
  vendors = await startVendors()
})
afterAll(() => vendors.close())

describe('an arbitrary event with an arbitrary mapping', () => {
  it.each(subjects)('arrives at $name, or is refused with an error of the framework', async (subject) => {
    const run = await checkAction(subject, vendors, { numRuns: CASES })

    if (run.failed) throw new Error(fc.defaultReportMessage(run))
    expect(run.numRuns).toBe(CASES)
  })
})

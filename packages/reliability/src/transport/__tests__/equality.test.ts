import { compareWays } from '../compare'
import { suites } from '../ways'

/** `npm run prove:transport` compares the rest. */
describe('the transport sends the same requests as the framework, and everything ends in the same way', () => {
  it.each(suites)('for %s', async (suite) => {
    const { sending, requests, bypassed, differences } = await compareWays(suite, 'some')
    expect(differences).toEqual([])
    expect(bypassed).toEqual({})
    expect(sending).toBeGreaterThan(200)
    expect(requests).toBeGreaterThan(sending)
  })
})

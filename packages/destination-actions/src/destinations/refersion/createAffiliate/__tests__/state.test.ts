import { toStateCode } from '../state'
import { PROVINCES_OF_CANADA, STATES_OF_THE_USA } from '../states'

describe('the code of a state', () => {
  it.each<[state: string, country: string | undefined, code: string]>([
    ['California', 'US', 'CA'],
    ['california', 'United States (US)', 'CA'],
    ['California', undefined, 'CA'],
    ['NEW YORK', 'USA', 'NY'],
    ['New York State', 'USA', 'NY'],
    ['N. Carolina', 'US', 'NC'],
    ['Carolina, North', 'US', 'NC'],
    ['W. Virginia', 'US', 'WV'],
    ['District of Columbia', 'US', 'DC'],
    ['Washington, D.C.', 'US', 'DC'],
    ['D.C.', 'US', 'DC'],
    ['Washington', 'US', 'WA'],
    ['Puerto Rico', 'US', 'PR'],
    ['Georgia', 'US', 'GA'],
    ['ca', 'US', 'CA'],
    [' ca ', undefined, 'CA'],
    ['US-CA', 'US', 'CA'],
    ['us-ca', undefined, 'CA'],
    ['California (CA)', 'USA', 'CA'],
    ['CA - California', undefined, 'CA'],
    ['North Carolina (NC)', 'US', 'NC'],
    ['on', 'CA', 'ON'],
    ['CA-ON', undefined, 'ON'],
    ['Ontario (ON)', 'Canada', 'ON'],
    ['Ontario', 'Canada', 'ON'],
    ['Québec', undefined, 'QC'],
    ['Newfoundland & Labrador', 'CA', 'NL'],
    ['Prince Edward Island', 'CA', 'PE'],
    ['B.C.', 'CA', 'BC'],
    ['Yukon Territory', 'CA', 'YT']
  ])('of %j in %j is %s', (state, country, code) => {
    expect(toStateCode(state, country)).toBe(code)
  })

  it.each<[state: string, country: string | undefined]>([
    // Codes
    ['CA', 'US'],
    ['ca', 'IT'],
    ['US-CA', 'CA'],
    ['CA1', 'US'],
    ['CA 94103', undefined],
    ['NSW', 'AU'],
    // States of other countries, and those of the same name
    ['Bayern', 'DE'],
    ['Bavaria', undefined],
    ['Florida', 'Uruguay'],
    ['Montana', 'BG'],
    ['Georgia', 'Georgia'],
    ['Maryland', 'Liberia'],
    // States of the other one
    ['Ontario', 'US'],
    ['California', 'CA'],
    // No states
    ['Springfield', 'US'],
    ['東京都', 'JP'],
    ['-', undefined]
  ])('of %j in %j is not known, and it stays as it is', (state, country) => {
    expect(toStateCode(state, country)).toBe(state)
  })

  it('is known for 50 states, the federal district and five territories, and for 13 provinces and territories', () => {
    expect(Object.keys(STATES_OF_THE_USA)).toHaveLength(56)
    expect(Object.keys(PROVINCES_OF_CANADA)).toHaveLength(13)
  })
})

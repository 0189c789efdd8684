import { toAlpha2 } from '../country'

describe('the two-letter code of a country', () => {
  it.each([
    // Alpha-2 codes
    ['US', 'US'],
    ['de', 'DE'],
    [' gb ', 'GB'],
    ['UK', 'GB'],
    // Alpha-3 codes, which are not alpha-2 codes with a letter more
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['deu', 'DE'],
    ['CHE', 'CH'],
    ['CHN', 'CN'],
    ['AUT', 'AT'],
    ['AUS', 'AU'],
    ['UAE', 'AE'],
    // Names, as people and other systems write them
    ['United States', 'US'],
    ['the United States of America', 'US'],
    ['Germany', 'DE'],
    ['united kingdom', 'GB'],
    ['Great Britain', 'GB'],
    ['The Netherlands', 'NL'],
    ['The Bahamas', 'BS'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Czech Republic', 'CZ'],
    ['Czechia', 'CZ'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Ivory Coast', 'CI'],
    ['South Korea', 'KR'],
    ['Korea, Republic of', 'KR'],
    ['North Korea', 'KP'],
    ['Russian Federation', 'RU'],
    ['Viet Nam', 'VN'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Saint Lucia', 'LC'],
    ['Hong Kong', 'HK'],
    ['Myanmar', 'MM'],
    ['Guinea', 'GN'],
    ['Guinea-Bissau', 'GW'],
    ['Niger', 'NE'],
    ['Dominica', 'DM'],
    // Short names of ISO 3166-1, where Node has others
    ['Bolivia, Plurinational State of', 'BO'],
    ['Brunei Darussalam', 'BN'],
    ['Cabo Verde', 'CV'],
    ['Congo', 'CG'],
    ['Congo, Democratic Republic of the', 'CD'],
    ['Iran, Islamic Republic of', 'IR'],
    ["Korea, Democratic People's Republic of", 'KP'],
    ["Lao People's Democratic Republic", 'LA'],
    ['Macao', 'MO'],
    ['Micronesia, Federated States of', 'FM'],
    ['Moldova, Republic of', 'MD'],
    ['Palestine, State of', 'PS'],
    ['Syrian Arab Republic', 'SY'],
    ['Taiwan, Province of China', 'TW'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Eswatini', 'SZ'],
    ['Holy See', 'VA'],
    ['Venezuela, Bolivarian Republic of', 'VE'],
    // Other names of states
    ['Democratic Republic of the Congo', 'CD'],
    ['Republic of the Congo', 'CG'],
    ['Mainland China', 'CN'],
    ['People’s Republic of China', 'CN'],
    ['East Timor', 'TL'],
    ['Holland', 'NL'],
    ['Macedonia', 'MK'],
    ['Swaziland', 'SZ'],
    ['Burma', 'MM'],
    ['America', 'US'],
    ['Scotland', 'GB']
  ])('of %j is %s', (country, code) => {
    expect(toAlpha2(country)).toBe(code)
  })

  it.each(['', ' ', '-', 'XX', 'ZZZ', 'Europe', 'Earth', 'Deutschland', '日本', '1', 'constructor'])(
    'of %j does not exist',
    (country) => {
      expect(toAlpha2(country)).toBeUndefined()
    }
  )
})

import { COUNTRIES } from '../countries'
import { toAlpha2 } from '../country'
import { placeKey } from '../place-name'

/** As the reference lists them, in its order. */
const PUBLISHED =
  'US AE AR AS AT AU BA BD BE BG BR CA CH CL CN CO CR CZ DE DK DZ EE ES FI FM FO FR GB GH GR GU HK HN HR HU ID IE IL ' +
  'IM IN IS IT JM JP KR KW LT LU LV MA MH MK MP MT MX MY NG NL NO NZ OM PE PH PK PL PR PT PW QA RO RS RU SA SE SG SI ' +
  'SK SV TH TN TR TW TZ UA UY VG VI VN WS ZA'

it('the countries are those that Refersion publishes', () => {
  expect(Object.keys(COUNTRIES).sort()).toEqual(PUBLISHED.split(' ').sort())
})

it('no two countries have a name in common', () => {
  const names = Object.values(COUNTRIES).flatMap((all) => [...new Set(all.map(placeKey))])
  expect(new Set(names).size).toBe(names.length)
})

describe('the two-letter code of a country', () => {
  it.each(PUBLISHED.split(' '))('of %s is the same', (code) => {
    expect(toAlpha2(code)).toBe(code)
  })

  it.each([
    // Alpha-2 codes
    ['de', 'DE'],
    [' gb ', 'GB'],
    ['UK', 'GB'],
    ['is', 'IS'],
    // Alpha-3 codes, which are not alpha-2 codes with a letter more
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['U. S. A.', 'US'],
    ['deu', 'DE'],
    ['CHE', 'CH'],
    ['CHN', 'CN'],
    ['AUT', 'AT'],
    ['AUS', 'AU'],
    ['ISL', 'IS'],
    ['UAE', 'AE'],
    // Names, as people write them
    ['United States', 'US'],
    ['the United States of America', 'US'],
    ['America', 'US'],
    ['UNITED KINGDOM', 'GB'],
    ['Great Britain', 'GB'],
    ['Scotland', 'GB'],
    ['N. Ireland', 'GB'],
    ['The Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['Türkiye', 'TR'],
    ['Turkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Czech Republic', 'CZ'],
    ['Czech Rep.', 'CZ'],
    ['Slovak Republic', 'SK'],
    ['México', 'MX'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Bosnia-Herzegovina', 'BA'],
    ['Russian Federation', 'RU'],
    ['Viet Nam', 'VN'],
    ['Belau', 'PW'],
    ['Western Samoa', 'WS'],
    ['Faeroe Is.', 'FO'],
    ['Faroe Island', 'FO'],
    ['Marshall Isl.', 'MH'],
    ["Algeria, People's Dem. Rep. of", 'DZ'],
    ['N. Mariana Islands', 'MP'],
    ['F.Y.R.O.M.', 'MK'],
    ['P.R. China', 'CN'],
    ['People’s Republic of China', 'CN'],
    ['Republic of China', 'TW'],
    ['S. Korea', 'KR'],
    ['Korea', 'KR'],
    // Inverted
    ['Korea, South', 'KR'],
    ['Korea, Republic of', 'KR'],
    ['Korea, Rep.', 'KR'],
    ['Micronesia, Federated States of', 'FM'],
    ['Micronesia, Fed. Sts.', 'FM'],
    ['Taiwan, Province of China', 'TW'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Macedonia, the former Yugoslav Republic of', 'MK'],
    ['Hong Kong SAR, China', 'HK'],
    ['China, Hong Kong Special Administrative Region', 'HK'],
    ['Virgin Islands, British', 'VG'],
    ['Virgin Islands, U.S.', 'VI'],
    ['Netherlands, The', 'NL'],
    // With a code beside it
    ['US - United States', 'US'],
    ['Germany, DE', 'DE'],
    ['England, UK', 'GB'],
    ['Scotland, United Kingdom', 'GB'],
    ['Wales (UK)', 'GB'],
    ['United Kingdom (England)', 'GB'],
    ['GB - Northern Ireland', 'GB'],
    ['Holland, Netherlands', 'NL'],
    ['America (United States)', 'US'],
    // Official
    ['United Kingdom of Great Britain', 'GB'],
    ['Hellenic Republic', 'GR'],
    ['Swiss Confederation', 'CH'],
    ['United Mexican States', 'MX'],
    ['Oriental Republic of Uruguay', 'UY'],
    ['United Kingdom of Great Britain and Northern Ireland', 'GB'],
    // With brackets, wherever they stand
    ['United States (US)', 'US'],
    ['(US) United States', 'US'],
    ['United (US) States', 'US'],
    ['United Kingdom (UK)', 'GB'],
    ['United States [USA]', 'US'],
    ['Spain {mainland}', 'ES'],
    ['Spain <mainland>', 'ES'],
    ['United States（US）', 'US'],
    ['United States (US', 'US'],
    ['(US)', 'US'],
    ['Spain (mainland)', 'ES'],
    ['Greece (Ελλάδα)', 'GR'],
    ['Guam (USA)', 'GU'],
    ['Netherlands (the)', 'NL'],
    ['Netherlands (Holland)', 'NL'],
    ['Philippines (Republic of the)', 'PH'],
    ['Korea (South)', 'KR'],
    ['Korea (the Republic of)', 'KR'],
    ['Korea (KR)', 'KR'],
    ['China (Mainland)', 'CN'],
    ['China (Hong Kong)', 'HK'],
    ['China (Taiwan)', 'TW'],
    ['Samoa (American)', 'AS'],
    ['Samoa (US)', 'AS'],
    ['Samoa (U.S.)', 'AS'],
    ['Samoa (Western)', 'WS'],
    ['America (USA)', 'US'],
    ['United States (+1)', 'US'],
    ['Ireland (Northern)', 'GB'],
    ['Virgin Islands (British)', 'VG'],
    ['Virgin Islands (US)', 'VI'],
    ['Virgin Islands (U.S.)', 'VI']
  ])('of %j is %s', (country, code) => {
    expect(toAlpha2(country)).toBe(code)
  })

  it.each([
    // Countries that Refersion does not take
    'EG',
    'EGY',
    'Egypt',
    'North Korea',
    'Korea, North',
    'Korea (North)',
    'Korea (DPRK)',
    "Korea, Democratic People's Republic of",
    'China (Macao)',
    'Netherlands (Caribbean)',
    'Dominican Republic',
    'Georgia',
    'Ivory Coast',
    'United States Minor Outlying Islands',
    'United States (US) Minor Outlying Islands',
    'America (South)',
    'America (Latin)',
    'South America',
    'Central America',
    'Samoa (other)',
    // Which of them?
    'Virgin Islands',
    'Islands',
    // None
    '',
    ' ',
    '-',
    '()',
    'XX',
    'ZZZ',
    'the',
    'and',
    'Republic',
    'Europe',
    'Earth',
    'Deutschland',
    '日本',
    '1',
    'US1',
    'US 1',
    '1US',
    'United States 2',
    'U5S',
    'constructor'
  ])('of %j is not to be sent', (country) => {
    expect(toAlpha2(country)).toBeUndefined()
  })
})

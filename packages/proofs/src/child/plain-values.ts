import type { JSONObject, JSONValue } from '@segment/actions-core'

/** Values that a vendor's check is likely to take, by the names of fields and settings. The first that fits counts. */
const BY_NAME: [name: RegExp, value: string][] = [
  [/url|uri|endpoint|webhook/i, 'https://vendor.example/path'],
  [/broker/i, 'vendor.example:9092'],
  [/domain|host/i, 'vendor.example'],
  [/e-?mail/i, 'peter.gibbons@vendor.example'],
  [/phone/i, '+14155550123'],
  [/country/i, 'US'],
  [/currency/i, 'USD'],
  [/timestamp|date|_at$|At$/, '2026-01-15T12:00:00.000Z'],
  [/id$|ids$|account|workspace|version|amount|price|value|quantity/i, '123456']
]

/** Characters that upstream's generator puts into texts of no format, and that no word, date or address has. */
const RANDOM = /[^\w\s:/.@+-]|@(?!.*\.)/

/** The same values with plain texts in the place of random characters. */
export function plainValues<Value extends JSONValue | JSONObject>(value: Value, name = ''): Value {
  if (Array.isArray(value)) return value.map((one) => plainValues(one, name)) as Value
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainValues(one, key)])) as Value
  }
  if (typeof value !== 'string' || !RANDOM.test(value)) return value
  const named = BY_NAME.find(([pattern]) => pattern.test(name))
  return (named?.[1] ?? `text${value.replace(/\W/g, '')}`) as Value
}

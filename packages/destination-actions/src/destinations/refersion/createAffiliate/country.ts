import { COUNTRIES } from './countries'
import { placeKey } from './place-name'

/** After these names, a text in brackets can mean another place: "Korea (North)", "America (South)". */
const NEVER_WITHOUT_BRACKETS = ['Korea', 'China', 'Netherlands', 'America', 'Samoa'].map(placeKey)

let alpha2ByKey: Map<string, string> | undefined

/**
 * The ISO 3166-1 alpha-2 code of a country, as Refersion requires it.
 *
 * @param country an alpha-2 or alpha-3 code or an English name, in any spelling. A code or another text in brackets may
 * follow: "United States (US)"
 * @returns undefined if the country is unknown, or isn't on Refersion's list
 */
export function toAlpha2(country: string): string | undefined {
  alpha2ByKey = alpha2ByKey ?? codesByKey()
  const code = alpha2ByKey.get(placeKey(country))
  if (code !== undefined) return code
  const key = placeKey(withoutBrackets(country))
  return NEVER_WITHOUT_BRACKETS.includes(key) ? undefined : alpha2ByKey.get(key)
}

function withoutBrackets(name: string): string {
  return name.normalize('NFKC').replace(/[([{<][^)\]}>]*[)\]}>]?/g, ' ')
}

/** Each code and name, and each name together with another name or a code: "US - United States", "England, UK". */
function codesByKey(): Map<string, string> {
  const codes = new Map<string, string>()
  for (const [alpha2, [alpha3, ...names]] of Object.entries(COUNTRIES)) {
    const all = [alpha2, alpha3, ...names]
    const beside = names.flatMap((name) => all.map((other) => `${name} ${other}`))
    for (const name of [...all, ...beside]) codes.set(placeKey(name), alpha2)
  }
  return codes
}

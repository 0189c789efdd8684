import { toAlpha2 } from './country'
import { placeKey } from './place-name'
import { PROVINCES_OF_CANADA, STATES_OF_THE_USA } from './states'

const CODES: Record<string, Map<string, string>> = {
  US: codesByKey('US', STATES_OF_THE_USA),
  CA: codesByKey('CA', PROVINCES_OF_CANADA)
}

/**
 * The state of an address in the form of Refersion's reference: "Two or three letter state code". We don't know whether
 * Refersion refuses full names, so a name without a known code is sent unchanged.
 *
 * @param state a name or a code, or both
 * @param country of the address, if it has one: Florida is also a department of Uruguay
 * @returns the postal code for states of the USA and provinces of Canada; anything else unchanged
 */
export function toStateCode(state: string, country: string | undefined): string {
  const key = placeKey(state)
  const countries = country === undefined ? Object.keys(CODES) : [toAlpha2(country) ?? '']
  return countries.map((code) => CODES[code]?.get(key)).find((code) => code !== undefined) ?? state
}

/** Each code and name, and common combinations: "California (CA)", and "US-CA", which is ISO 3166-2. */
function codesByKey(country: string, names: Record<string, string[]>): Map<string, string> {
  return new Map(
    Object.entries(names).flatMap(([code, all]) =>
      [code, `${country} ${code}`, ...all, ...all.map((name) => `${name} ${code}`)].map(
        (name) => [placeKey(name), code] as const
      )
    )
  )
}

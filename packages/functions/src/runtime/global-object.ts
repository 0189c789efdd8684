import * as given from './globals'

/** The runtime's own global object, which the file makes known before the bundle. */
declare const runtimeGlobals: object

/** They are looked up late: this module may be run before those that define them. */
const getters = Object.keys(given).map((name) => [name, { get: () => given[name as keyof typeof given] }])

/** The global object, with what the file brings along: some packages look there. The runtime's own is not changed. */
export const functionGlobals: object = Object.create(
  runtimeGlobals,
  Object.fromEntries(getters) as PropertyDescriptorMap
) as object

import * as given from './globals'

/** The runtime's own global object, which the file makes known before the bundle. */
declare const runtimeGlobals: object

/** The global object, with what the file brings along: some packages look there. The runtime's own is not changed. */
export const functionGlobals: object = Object.create(runtimeGlobals, Object.getOwnPropertyDescriptors({ ...given }))

export type WigzoSource = 'web' | 'app'

/** `context.library.name` of Segment's mobile libraries; newer ones for React Native use their npm scope. */
const MOBILE_LIBRARY = /^(@segment\/)?analytics[-_](ios|android|swift|kotlin|react-native|flutter)$/

/**
 * @param origin `app`, `web`, or the name of the Segment library that the event comes from, e.g. `analytics-ios`
 * @returns Wigzo's name of the source: `app` for `app` and for mobile libraries, `web` for everything else
 */
export function toWigzoSource(origin: string | undefined): WigzoSource {
  return origin === 'app' || origin?.match(MOBILE_LIBRARY) ? 'app' : 'web'
}

/**
 * Version of Refersion's REST API, part of every URL.
 * Reference: https://www.refersion.dev/reference
 */
export const REFERSION_API_VERSION = 'v2'

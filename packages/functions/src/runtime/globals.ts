/**
 * Globals of Node that Segment doesn't promise to functions, and that our code, the framework's or a destination's
 * mentions. They replace the runtime's own, so that the file behaves the same with and without those.
 */
export { AbortController, AbortSignal } from './abort'
export { atob, btoa, TextDecoder, TextEncoder } from './encoding'

/** Nothing that we send is one. */
export class Blob {}

export const performance = { now: () => Date.now() }

/** Takes the place of `process.env`: a function has settings only. */
export const processEnvironment: Record<string, string | undefined> = {}

/** Takes the place of `process.hrtime.bigint`, with which the framework measures. */
export const processNanoseconds = () => BigInt(Date.now()) * 1_000_000n

const silent = () => undefined

/**
 * Segment keeps what a function prints, and shows it to everybody in the workspace. So nothing is printed that may hold
 * data of an event or a setting.
 */
export const console = { debug: silent, error: silent, info: silent, log: silent, trace: silent, warn: silent }

import crypto from 'node:crypto'
import vm from 'node:vm'
import type { JSONObject } from '@segment/actions-core'
import { errorClasses } from './documented-globals'
import type { DocumentedGlobal, ErrorClass } from './documented-globals'

/** What a function's `fetch` takes and returns: what Segment documents, and no more. */
export interface PoorRequest {
  method: string
  headers: Record<string, string>
  body?: string | Buffer
  redirect?: 'manual'
}

export interface PoorAnswer {
  status: number
  statusText: string
  url: string
  headers: { forEach: (callback: (value: string, name: string) => void) => void }
  text: () => Promise<string>
}

export type PoorFetch = (url: string, request: PoorRequest) => Promise<PoorAnswer>

/** What the tests can replace. */
export interface IsolationOptions {
  fetch: PoorFetch
  /** How many times faster timers run. Default: 1. */
  faster?: number
  /** What takes the place of the runtime's own, such as a clock that stands still. */
  globals?: Record<string, unknown>
}

/** How a handler ended. */
export interface Ended {
  /** The class of the error by which Segment decides. */
  errorClass?: string
  message?: string
  /** What `onBatch` returned. */
  entries?: { status: number; errormessage?: string }[]
}

/** A function in a runtime like Segment's. */
export interface IsolatedFunction {
  /** The names of its handlers. */
  handlers: string[]
  /** Calls a handler. Event and settings are given as JSON, as Segment has them. */
  call: (handler: string, event: JSONObject | JSONObject[], settings: JSONObject) => Promise<Ended>
}

/**
 * Runs the code of a function in a context of its own with the poorest runtime that Segment's documentation allows:
 * `fetch` without classes, `crypto`, the error classes, timers, `URL`, `URLSearchParams` and `Buffer`. There is no
 * `require`, no `AbortController` and no `console`, and no code can be made of strings.
 */
export function isolatedFunction(
  code: string,
  { fetch, faster = 1, globals: replaced }: IsolationOptions
): IsolatedFunction {
  const documented: Record<DocumentedGlobal, unknown> = {
    fetch,
    crypto,
    Buffer,
    URL,
    URLSearchParams,
    clearTimeout,
    setTimeout: (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds / faster),
    ...(Object.fromEntries(errorClasses.map((name) => [name, classNamed(name)])) as Record<ErrorClass, unknown>)
  }
  const globals = { ...documented, ...replaced }
  const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  vm.runInContext(code, context, { filename: 'function.js' })
  const handlers = Object.keys(globals).filter((name) => /^on[A-Z]/.test(name))
  return {
    handlers,
    async call(handler, event, settings) {
      if (!handlers.includes(handler)) return { errorClass: 'EventNotSupported', message: `There is no ${handler}.` }
      const given = JSON.stringify(JSON.stringify([event, settings]))
      try {
        const result: unknown = await vm.runInContext(`${handler}(...JSON.parse(${given}))`, context)
        return result === undefined ? {} : { entries: JSON.parse(JSON.stringify(result)) as Ended['entries'] }
      } catch (error) {
        const { constructor, message } = error as Error
        return { errorClass: constructor.name, message }
      }
    }
  }
}

/** Each function has classes of its own, so that one can't change another's. */
function classNamed(name: string): new (message: string) => Error {
  return { [name]: class extends Error {} }[name]
}

/** Whether Segment would send the event, or one of a batch, again. */
export function isRetriedBySegment({ errorClass, entries = [] }: Ended): boolean {
  return errorClass === 'RetryError' || entries.some(({ status }) => status === 429 || status >= 500)
}

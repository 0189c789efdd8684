import type { Json, JsonObject } from '../json/json'

/** A field of an action, or a setting of a destination, as the manifest describes it. */
export interface Field {
  label: string
  description?: string
  type: string
  required?: boolean | object
  multiple?: boolean
  choices?: (string | { label: string; value: string })[] | object
  default?: Json
  /** Segment's own form does not show it. */
  unsafe_hidden?: boolean
}

export interface Preset {
  name: string
  partnerAction: string
  type: string
  mapping?: JsonObject
}

/** The definition of a destination as JSON. */
export interface Manifest {
  name: string
  authentication?: { fields?: Record<string, Field> }
  actions: Record<string, { title: string; description: string; fields: Record<string, Field> }>
  presets?: Preset[]
}

/** A destination that is served. */
export interface Destination {
  folder: string
  name: string
  description?: string
  actions: Record<string, { title: string; description: string; hasBatch: boolean }>
  hasDelete: boolean
  /** The settings that the sandbox lets in; empty in live mode. */
  demoSettings: JsonObject
  manifest: Manifest
}

/** A folder whose destination does not load at the moment. */
export interface BrokenDestination {
  folder: string
  error: string
}

export type Mode = 'sandbox' | 'live'

export interface Catalogue {
  mode: Mode
  destinations: (Destination | BrokenDestination)[]
}

export interface Exchange {
  request: { url: string; method: string; headers: Record<string, string>; body: string }
  /** null when no answer came. */
  response: { statusCode: number; statusMessage: string; headers: Record<string, string>; body?: Json } | null
  /** Milliseconds. */
  duration: number
}

export interface CallError {
  statusCode: number
  message: Json
  errorClass: string
  /** Whether Segment would deliver the event again. */
  retry: boolean
  fields?: Record<string, string>
}

export interface EventResult {
  status: number
  errormessage?: string
  errortype?: string
}

/** One thing that happened in a call. */
export type Step = (Exchange | CallError | { multistatus: EventResult[] } | { skipped: string }) & {
  preset?: string
  action?: string
}

/** What an action would get of an event, or why no preset takes the event. */
export type Preview = { event: number } & (
  | { preset?: string; action: string; payload?: Json; error?: CallError }
  | { skipped: string }
)

export interface Authentication {
  ok: boolean
  error?: Json
  fields?: Record<string, string>
  exchanges?: Exchange[]
}

/** What the sandbox holds for a vendor: lists of rows by their kind, such as `affiliates`. */
export type Holdings = Record<string, JsonObject[]>

export function isExchange(step: Step): step is Step & Exchange {
  return 'request' in step
}

export function isCallError(step: Step): step is Step & CallError {
  return 'errorClass' in step
}

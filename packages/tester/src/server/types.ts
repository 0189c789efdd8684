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

/** The events of the destination's page in Segment's catalog, by their names. */
export type CatalogSamples = Record<string, JsonObject>

/** A destination that is served. */
export interface Destination {
  folder: string
  name: string
  description?: string
  actions: Record<string, { title: string; description: string; hasBatch: boolean }>
  hasDelete: boolean
  /** Whether the sandbox imitates the vendor. */
  hasStandIn: boolean
  /** The settings that the sandbox lets in; empty in live mode. */
  demoSettings: JsonObject
  samples: CatalogSamples
  manifest: Manifest
}

/** A folder whose destination does not load at the moment. */
export interface BrokenDestination {
  folder: string
  samples: CatalogSamples
  /** The reason. */
  error: string
  /** Where it is in the code: the file, as seen from the folder of all destinations, with line and column from 1. */
  file?: string
  line?: number
  column?: number
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
  /** What the sandbox did to this call because of a fault that was set. */
  fault?: string
}

/** A value that the schema refuses. */
export interface Problem {
  /** The key of the field, dotted for a nested one. */
  field: string
  label: string
  /** What is wrong, and what to do. */
  message: string
  /** Of a value that is missing: the paths in the event where the mapping looks for it, in order. */
  lookedFor: string[]
}

export interface CallError {
  statusCode: number
  message: Json
  errorClass: string
  /** Whether Segment would deliver the event again. */
  retry: boolean
  /** Of an error of the schema: the framework's messages by field. */
  fields?: Record<string, string>
  /** Of an error of the schema: the same for the person who can correct it. */
  problems?: Problem[]
  /** The host that the sandbox does not imitate; the call failed for this reason alone. */
  noStandIn?: string
}

export interface EventResult {
  status: number
  errormessage?: string
  errortype?: string
  problems?: Problem[]
}

/** One thing that happened in a call. */
export type Step = (Exchange | CallError | { multistatus: EventResult[] } | { skipped: string }) & {
  preset?: string
  action?: string
  /** Of a list: which of its events the step is about, from 0. A batch is about several. */
  events?: number[]
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
  problems?: Problem[]
  exchanges?: Exchange[]
  /** What was tested: the vendor was asked, or only the form of the settings, or nothing. */
  checked?: 'vendor' | 'form' | 'nothing'
  /** The host that the sandbox does not imitate, so that nobody could be asked. */
  noStandIn?: string
}

/** What the sandbox holds for a vendor: lists of rows by their kind, such as `affiliates`. */
export type Holdings = Record<string, JsonObject[]>

export function isExchange(step: Step): step is Step & Exchange {
  return 'request' in step
}

export function isCallError(step: Step): step is Step & CallError {
  return 'errorClass' in step
}

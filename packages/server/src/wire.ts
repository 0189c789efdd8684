import type { Exchange, Problem } from '@partner-destinations/runner/wire'
import type { EchoState, ReceivedRequest } from '@partner-destinations/sandbox'

/**
 * What the local server answers besides the outcomes of calls, which are the runner's. Only types, and none of the
 * framework's, so that a page can have them.
 */

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | Json[] | JsonObject

export interface JsonObject {
  [key: string]: Json
}

/** Where requests go: to the sandbox or to the real vendors. */
export type Mode = 'sandbox' | 'live'

/** How an action changes a record of the vendor. */
export type SyncMode = 'add' | 'update' | 'upsert' | 'delete' | 'mirror'

/** When a field is shown, or needs a value; the keys are the framework's. */
export interface Conditions {
  /** Default: `all`. */
  match?: 'any' | 'all'
  conditions: Condition[]
}

/** A condition on another field, or on the sync mode. Without a value, it asks whether there is any. */
export type Condition = { operator: 'is' | 'is_not'; value?: Json } & (
  | { type?: 'field'; fieldKey: string }
  | { type: 'syncMode' }
)

/** How Segment lets a customer give a field its value. */
export type InputMethod = 'literal' | 'variable' | 'function' | 'enrichment' | 'freeform'

/** A field of an action, or a setting of a destination, as the manifest describes it. */
export interface Field {
  label: string
  description?: string
  type: string
  required?: boolean | Conditions
  multiple?: boolean
  choices?: (string | { label: string; value: string | number })[]
  default?: Json
  placeholder?: string
  /** Of a text: the format that it must have, such as `date-time`. */
  format?: string
  /** Of a number; of a text, of its length. */
  minimum?: number
  maximum?: number
  /** Of an object: what is in it, or in each object of the list. */
  properties?: Record<string, Field>
  /** Of an object with properties: whether it may have others. */
  additionalProperties?: boolean
  /** Of an object: the editor that Segment's form begins with, and whether it has another one. */
  defaultObjectUI?: 'keyvalue' | 'object' | 'keyvalue:only' | 'object:only' | 'arrayeditor'
  /** The destination has a function that tells the choices. */
  dynamic?: boolean
  /** Segment's own form does not show it. */
  unsafe_hidden?: boolean
  /** Segment's own form shows it, and lets nobody change it. */
  readOnly?: boolean
  depends_on?: Conditions
  category?: string
  disabledInputMethods?: InputMethod[]
}

/** The sync modes of an action, as the manifest describes them. */
export interface SyncModes {
  default: SyncMode
  label: string
  description: string
  choices: { label: string; value: SyncMode }[]
}

/** A hook of an action, as the manifest describes it: what a customer can have done when a mapping is saved. */
export interface Hook {
  label: string
  description?: string
  inputFields?: Record<string, Field>
  outputTypes?: Record<string, Pick<Field, 'label' | 'description'>>
}

/** An action, as the manifest describes it. */
export interface ActionManifest {
  title: string
  description: string
  fields: Record<string, Field>
  syncMode?: SyncModes
  hooks?: Record<string, Hook>
}

export interface Preset {
  name: string
  partnerAction: string
  type: string
  /** Which events it takes, in FQL. One that a customer has to fill in has none. */
  subscribe?: string
  mapping?: JsonObject
}

/** The definition of a destination as JSON, as Segment's own local server shows it; here the parts that are read. */
export interface Manifest {
  name: string
  authentication?: { scheme?: string; fields?: Record<string, Field> }
  actions: Record<string, ActionManifest>
  presets?: Preset[]
}

export type AudienceCall = 'createAudience' | 'getAudience'

/** What there is to know of an action without its fields. */
export interface ActionEntry {
  title: string
  description: string
  hasBatch: boolean
  dynamicFields: string[]
  /** The keys of its hooks, each with its dynamic input fields. */
  hooks: Record<string, string[]>
}

/** What there is to know of a destination without its manifest. */
export interface DestinationEntry {
  /** The name of its folder, which its routes begin with. */
  folder: string
  name: string
  slug?: string
  description?: string
  /** The names by which an event's Integrations object can call it. */
  integrations: string[]
  actions: Record<string, ActionEntry>
  hasDelete: boolean
  /** Whether the destination has a test of its settings. */
  hasAuthenticationTest: boolean
  /** What can be done with its audiences. */
  audienceCalls: AudienceCall[]
  /** The keys of the settings that are secrets. */
  secretSettings: string[]
}

/** Why a destination does not load, and where. */
export interface LoadFailure {
  /** The reason alone, without a stack. */
  error: string
  /** The file at fault, from the folder that holds the destinations; absent when it is outside of it. */
  file?: string
  /** Both from 1. */
  line?: number
  column?: number
}

/** A folder whose destination does not load, and why. */
export interface BrokenEntry extends LoadFailure {
  folder: string
}

/** The sample events of a destination, by their names. */
export interface WithSamples {
  samples: Record<string, JsonObject>
}

/** A destination in the list of them. */
export type DestinationSummary = Pick<DestinationEntry, 'folder' | 'name' | 'slug' | 'description'>

/** The answer of `GET /destinations`. A destination that nobody has asked for yet can turn out not to load. */
export interface DestinationList {
  mode: Mode
  /** The folder of the destination that the server was started for, if it was for one. */
  named?: string
  /** Whether the server delivers, and has the page of deliveries; absent if not. */
  delivers?: true
  destinations: (DestinationSummary | BrokenEntry)[]
}

/** The answer of `GET /destinations/<folder>` for a destination that loads. */
export interface DestinationDetails extends DestinationEntry, WithSamples {
  manifest: Manifest
  /** Whether the sandbox has a stand-in for the vendor. */
  hasStandIn: boolean
  /** The settings that the stand-in accepts; empty in live mode, and without a stand-in. */
  demoSettings: JsonObject
}

/** The answer of `POST /<folder>/authenticate`. */
export interface Authentication {
  ok: boolean
  /** Of a test that failed: why, and what is wrong by field. */
  error?: unknown
  fields?: Record<string, string>
  exchanges: Exchange[]
  /**
   * Of a test that went well, what was tested: the vendor was asked; the sandbox answered in the place of a vendor that it
   * can't imitate, so nothing was checked; only the form of the settings was checked; or the destination has no test.
   */
  checked?: 'vendor' | 'echo' | 'form' | 'nothing'
  /** What the destination tried and the sandbox refused, so that nobody could be asked. */
  refused?: string
}

/** The answer of `GET /sandbox/<vendor>`: lists of what a stand-in holds, by kind, such as `affiliates`. */
export type Holdings = Record<string, JsonObject[]>

/** The answer of `GET /sandbox/<destination>` for a destination whose vendor has no stand-in. */
export type { EchoState, ReceivedRequest }

/** Why the server did not do what it was asked, with a status of 4xx or 5xx. */
export interface RefusedAnswer {
  error: string
  /** What is wrong with the input, by field. */
  fields?: Record<string, string>
  /** The same in plain sentences. */
  problems?: Problem[]
}

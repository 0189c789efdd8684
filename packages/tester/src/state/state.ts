import { firstSample, samplesFor } from '../event/samples'
import { format } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import type { Call } from '../server/server'
import type { Authentication, Catalogue, Destination, Holdings, Mode, Preview, Step } from '../server/types'
import type { FaultName } from './faults'
import type { LinkedState } from './link'

/** What came of the last call. */
export interface Result {
  call: Call
  previews: Preview[]
  steps: Step[]
}

/** Everything that the page shows. What a person entered is kept by destination and action. */
export interface State {
  connection: 'connecting' | 'connected' | 'lost'
  mode: Mode
  destinations: Catalogue['destinations']
  folder: string
  /** The key of an action, `event` for every preset that takes the event, or `delete` for the deletion of a user. */
  action: string
  eventText: string
  /** The sample in the editor, until something of it is changed. */
  sampleId: string | undefined
  /** What was entered by folder; what was not comes from the demo settings. */
  settings: Record<string, JsonObject>
  /** What differs from the default mapping, by `folder/action`. */
  mappings: Record<string, JsonObject>
  /** What goes wrong with the next call. */
  fault: FaultName
  previews: Preview[]
  authentication: Authentication | 'testing' | undefined
  isSending: boolean
  /** In live mode the first send is asked about. */
  isLiveConfirmed: boolean
  result: Result | undefined
  /** Why the server did not take a call. */
  refusal: { message: string; fields: Record<string, string> } | undefined
  holdings: Holdings | undefined
  /** What the sandbox held before the last event. */
  holdingsBefore: Holdings | undefined
}

export type Action =
  | { type: 'loaded'; catalogue: Catalogue }
  | { type: 'lost' }
  | { type: 'pickedDestination'; folder: string }
  | { type: 'pickedAction'; action: string }
  | { type: 'pickedSample'; id: string; event: Json }
  | { type: 'typedEvent'; text: string }
  | { type: 'changedSetting'; key: string; value: Json }
  | { type: 'mapped'; mapping: JsonObject }
  | { type: 'pickedFault'; fault: FaultName }
  | { type: 'previewed'; previews: Preview[] }
  | { type: 'testsAuthentication' }
  | { type: 'authenticated'; authentication: Authentication }
  | { type: 'confirmedLive' }
  | { type: 'sends' }
  | { type: 'sent'; result: Result }
  | { type: 'refused'; message: string; fields: Record<string, string> }
  | { type: 'readHoldings'; holdings: Holdings | undefined; before?: Holdings }
  | { type: 'restored'; linked: LinkedState }

export const initialState: State = {
  connection: 'connecting',
  mode: 'sandbox',
  destinations: [],
  folder: '',
  action: 'event',
  eventText: '',
  sampleId: undefined,
  settings: {},
  mappings: {},
  fault: 'none',
  previews: [],
  authentication: undefined,
  isSending: false,
  isLiveConfirmed: false,
  result: undefined,
  refusal: undefined,
  holdings: undefined,
  holdingsBefore: undefined
}

/** What is shown of the last call, and goes when something else is picked. */
const noResult = { previews: [], authentication: undefined, result: undefined, refusal: undefined }

/** They are read again when another destination is picked. */
const noHoldings = { holdings: undefined, holdingsBefore: undefined }

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'loaded':
      return loaded({ ...state, connection: 'connected', ...action.catalogue })
    case 'lost':
      return { ...state, connection: 'lost' }
    case 'pickedDestination':
      if (action.folder === state.folder) return state
      return loaded({ ...state, ...noResult, ...noHoldings, folder: action.folder, action: 'event', fault: 'none' })
    case 'pickedAction':
      return { ...state, action: action.action, previews: [] }
    case 'pickedSample':
      return { ...state, sampleId: action.id, eventText: format(action.event) }
    case 'typedEvent':
      // The editor tells of what it was given, too.
      return action.text === state.eventText ? state : { ...state, sampleId: undefined, eventText: action.text }
    case 'changedSetting': {
      const own = { ...state.settings[state.folder], [action.key]: action.value }
      return {
        ...state,
        authentication: undefined,
        refusal: undefined,
        settings: { ...state.settings, [state.folder]: own }
      }
    }
    case 'mapped':
      return { ...state, mappings: { ...state.mappings, [mappingKey(state)]: action.mapping } }
    case 'pickedFault':
      return { ...state, fault: action.fault }
    case 'previewed':
      return { ...state, previews: action.previews }
    case 'testsAuthentication':
      return { ...state, authentication: 'testing' }
    case 'authenticated':
      return { ...state, authentication: action.authentication }
    case 'confirmedLive':
      return { ...state, isLiveConfirmed: true }
    case 'sends':
      return { ...state, isSending: true, refusal: undefined }
    case 'sent':
      return { ...state, isSending: false, fault: 'none', result: action.result }
    case 'refused':
      return {
        ...state,
        isSending: false,
        result: undefined,
        refusal: { message: action.message, fields: action.fields }
      }
    case 'readHoldings':
      return { ...state, holdings: action.holdings, holdingsBefore: action.before }
    case 'restored':
      return restored(state, action.linked)
  }
}

/** Picks a destination, action and sample where there is none, or none of that name any more. */
function loaded(state: State): State {
  const known = state.destinations.some(({ folder }) => folder === state.folder)
  const folder = known ? state.folder : state.destinations[0]?.folder ?? ''
  const destination = destinationOf({ ...state, folder })
  const action = destination && !targetsOf(destination).includes(state.action) ? 'event' : state.action
  const sample = state.eventText === '' || isSampleOfAnother(state.sampleId, folder) ? firstSample(folder) : undefined
  return { ...state, folder, action, ...(sample && { sampleId: sample.id, eventText: format(sample.event) }) }
}

/** Whether the editor holds the untouched sample of another destination's catalog page. */
function isSampleOfAnother(sampleId: string | undefined, folder: string): boolean {
  const ids = samplesFor(folder).flatMap(({ samples }) => samples.map(({ id }) => id))
  return sampleId !== undefined && !ids.includes(sampleId)
}

function restored(state: State, { folder, action, eventText, settings, mapping }: LinkedState): State {
  const samples = samplesFor(folder).flatMap((group) => group.samples)
  const sampleId = samples.find(({ event }) => format(event) === eventText)?.id
  const holdings = folder === state.folder ? {} : noHoldings
  const next = { ...state, ...noResult, ...holdings, folder, action, eventText, sampleId }
  return {
    ...next,
    settings: { ...state.settings, [folder]: settings },
    mappings: { ...state.mappings, [mappingKey(next)]: mapping }
  }
}

/** What a call of a destination can name as its action. */
export function targetsOf(destination: Destination): string[] {
  return ['event', ...Object.keys(destination.actions), ...(destination.hasDelete ? ['delete'] : [])]
}

/** The destination that is picked, when it loads. */
export function destinationOf({ destinations, folder }: State): Destination | undefined {
  const entry = destinations.find((one) => one.folder === folder)
  return entry && !('error' in entry) ? entry : undefined
}

/** The settings of the picked destination: the demo settings, with what was entered on top. */
export function settingsOf(state: State): JsonObject {
  return { ...destinationOf(state)?.demoSettings, ...state.settings[state.folder] }
}

/** What differs from the default mapping of the picked action. */
export function mappingOf(state: State): JsonObject {
  return state.mappings[mappingKey(state)] ?? {}
}

function mappingKey({ folder, action }: State): string {
  return `${folder}/${action}`
}

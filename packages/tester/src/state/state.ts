import type { Preview, Step } from '@partner-destinations/runner/wire'
import type { Authentication, DestinationList, Holdings, Mode } from '@partner-destinations/server/wire'
import { firstSample, samplesFor } from '../event/samples'
import { format } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import type { BrokenDestination, Destination, ListedDestination, Refusal, TesterCall } from '../server/server'
import type { FaultName } from './send'
import type { Link, LinkedState, LinkedSubscription } from './link'

/** What came of the last call. */
export interface Result {
  call: TesterCall
  previews: Preview[]
  steps: Step[]
  /** The fault that was to happen. */
  fault: FaultName
}

/** A text in another form that was replaced by the events in it. */
export interface Conversion {
  /** The text as it was. */
  from: string
  /** What it was. */
  what: string
  notes: string[]
}

/** The answer to a test of the settings, or why the server did not test them. */
export type TestedSettings = Omit<Authentication, 'exchanges'> & Partial<Pick<Refusal, 'problems'>>

/** What a call is made of. What a person entered is kept by destination and action. */
export interface Entered {
  folder: string
  /** What there is to know of the destination that was read last. Until the next one is read, it is of another folder. */
  details: Destination | BrokenDestination | undefined
  /** The key of an action, `event` for every preset that takes the event, or `delete` for the deletion of a user. */
  action: string
  eventText: string
  /** What was entered by folder; what was not comes from the demo settings. */
  settings: Record<string, JsonObject>
  /** What differs from the default mapping, by `folder/action`. */
  mappings: Record<string, JsonObject>
}

/** Everything that the page shows. */
export interface State extends Entered {
  connection: 'connecting' | 'connected' | 'lost'
  mode: Mode
  /** Whether there is the page of deliveries. */
  delivers: boolean
  /** The subscriptions of deliveries that were opened here, by `folder/action`. */
  subscriptions: Record<string, LinkedSubscription>
  /** What can be picked. */
  destinations: ListedDestination[]
  /** The sample in the editor, until something of it is changed. */
  sampleId: string | undefined
  /** The conversion that made the text in the editor, until the text is changed. */
  conversion: Conversion | undefined
  /** What goes wrong with the next call. */
  fault: FaultName
  previews: Preview[]
  authentication: TestedSettings | 'testing' | undefined
  isSending: boolean
  /** Whether a person cancelled the last call. */
  isCancelled: boolean
  /** In live mode the first send is asked about. */
  isLiveConfirmed: boolean
  result: Result | undefined
  /** Why the server did not take a call. */
  refusal: Refusal | undefined
  holdings: Holdings | undefined
  /** What the sandbox held before the last call: rows that differ are marked. */
  holdingsBefore: Holdings | undefined
  /** The link to what was entered, as the part of the address behind its path. */
  link: Link | undefined
  /** What is wrong with the link that was opened. */
  linkProblem: string | undefined
}

export type Action =
  /** `recent` are the folders that were picked before, the last one first. */
  | { type: 'listed'; list: DestinationList; recent?: string[] }
  | { type: 'loaded'; details: Destination | BrokenDestination }
  | { type: 'lost' }
  | { type: 'pickedDestination'; folder: string }
  | { type: 'pickedAction'; action: string }
  | { type: 'pickedSample'; id: string; event: Json }
  | { type: 'typedEvent'; text: string }
  | { type: 'converted'; text: string; conversion: Conversion }
  | { type: 'changedSetting'; key: string; value: Json }
  | { type: 'mapped'; mapping: JsonObject }
  | { type: 'pickedFault'; fault: FaultName }
  | { type: 'previewed'; previews: Preview[] }
  | { type: 'testsAuthentication' }
  | { type: 'authenticated'; authentication: TestedSettings }
  | { type: 'confirmedLive' }
  | { type: 'sends' }
  | { type: 'sent'; result: Result }
  | { type: 'cancelled' }
  | { type: 'refused'; refusal: Refusal }
  | { type: 'readHoldings'; holdings: Holdings | undefined; isBefore?: boolean }
  | { type: 'restored'; linked: LinkedState }
  | { type: 'linked'; link: Link }
  | { type: 'foundBrokenLink'; problem: string }

export const initialState: State = {
  connection: 'connecting',
  mode: 'sandbox',
  delivers: false,
  destinations: [],
  folder: '',
  details: undefined,
  action: 'event',
  eventText: '',
  sampleId: undefined,
  conversion: undefined,
  settings: {},
  mappings: {},
  subscriptions: {},
  fault: 'none',
  previews: [],
  authentication: undefined,
  isSending: false,
  isCancelled: false,
  isLiveConfirmed: false,
  result: undefined,
  refusal: undefined,
  holdings: undefined,
  holdingsBefore: undefined,
  link: undefined,
  linkProblem: undefined
}

/** What is shown of the last call, and goes when something else is picked. */
const noResult = {
  previews: [],
  authentication: undefined,
  result: undefined,
  refusal: undefined,
  isCancelled: false
}

/** What is forgotten when another destination is picked, because it was picked for the last one. */
const nothingPicked = { action: 'event', fault: 'none', linkProblem: undefined } as const

/** They are read again when another destination is picked. */
const noHoldings = { holdings: undefined, holdingsBefore: undefined }

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'listed': {
      const { mode, destinations, named, delivers = false } = action.list
      const preferred = [...(named === undefined ? [] : [named]), ...(action.recent ?? [])]
      return listed({ ...state, connection: 'connected', mode, delivers, destinations }, preferred)
    }
    case 'loaded':
      // Meanwhile a person may have picked another one.
      return action.details.folder === state.folder ? loaded({ ...state, details: action.details }) : state
    case 'lost':
      return { ...state, connection: 'lost' }
    case 'pickedDestination':
      if (action.folder === state.folder) return state
      return { ...state, ...noResult, ...noHoldings, ...nothingPicked, folder: action.folder }
    case 'pickedAction':
      return { ...state, action: action.action, previews: [], linkProblem: undefined }
    case 'pickedSample':
      return { ...state, sampleId: action.id, conversion: undefined, eventText: format(action.event) }
    case 'typedEvent':
      // The editor tells of what it was given, too.
      if (action.text === state.eventText) return state
      return { ...state, sampleId: undefined, conversion: undefined, eventText: action.text }
    case 'converted':
      // Meanwhile a person may have typed on.
      if (action.conversion.from !== state.eventText) return state
      return { ...state, sampleId: undefined, conversion: action.conversion, eventText: action.text }
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
      return { ...state, isSending: true, isCancelled: false, refusal: undefined }
    case 'sent':
      return { ...state, isSending: false, fault: 'none', result: action.result }
    case 'cancelled':
      return { ...state, isSending: false, isCancelled: true, fault: 'none' }
    case 'refused':
      return { ...state, isSending: false, result: undefined, refusal: action.refusal }
    case 'readHoldings': {
      const { holdings } = action
      const isFirst = state.holdings === undefined || holdings === undefined
      return { ...state, holdings, ...((isFirst || action.isBefore) && { holdingsBefore: holdings }) }
    }
    case 'restored':
      return restored(state, action.linked)
    case 'linked':
      return { ...state, link: action.link }
    case 'foundBrokenLink':
      return { ...state, linkProblem: action.problem }
  }
}

/**
 * Picks a destination if there is none, or none of that name any more.
 * @param preferred the folders to start with, the best first
 */
function listed(state: State, preferred: string[] = []): State {
  const folders = state.destinations.map(({ folder }) => folder)
  if (folders.includes(state.folder)) return state
  const folder = preferred.find((one) => folders.includes(one)) ?? folders[0] ?? ''
  const problem = state.folder === '' ? undefined : `This server has no destination “${state.folder}”.`
  return { ...state, folder, linkProblem: state.linkProblem ?? problem }
}

/** Picks an action and a sample if there is none, or none of that name any more. */
function loaded(state: State): State {
  const destination = destinationOf(state)
  const isGone = destination !== undefined && !targetsOf(destination).includes(state.action)
  const problem =
    isGone && state.linkProblem === undefined
      ? `${destination.name} has no action “${state.action}”.`
      : state.linkProblem
  return withSample({ ...state, action: isGone ? 'event' : state.action, linkProblem: problem })
}

/** Puts the first sample into an editor that is empty, or holds the untouched sample of another destination. */
function withSample(state: State): State {
  const entry = entryOf(state)
  const ids = samplesFor(entry).flatMap(({ samples }) => samples.map(({ id }) => id))
  const isOfAnother = state.sampleId !== undefined && !ids.includes(state.sampleId)
  if (state.eventText !== '' && !isOfAnother) return { ...state, sampleId: state.sampleId ?? sampleIdOf(state) }
  const { id, event } = firstSample(entry)
  return { ...state, sampleId: id, eventText: format(event) }
}

/** The sample that the editor holds, if it holds one. */
function sampleIdOf(state: State): string | undefined {
  const samples = samplesFor(entryOf(state)).flatMap((group) => group.samples)
  return samples.find(({ event }) => format(event) === state.eventText)?.id
}

function restored(state: State, { folder, action, eventText, settings, mapping, subscription }: LinkedState): State {
  const holdings = folder === state.folder ? {} : noHoldings
  const forgotten = { ...noResult, ...holdings, conversion: undefined, linkProblem: undefined }
  const next = { ...state, ...forgotten, folder, action, eventText, sampleId: undefined }
  const linked = {
    ...next,
    settings: { ...state.settings, [folder]: settings },
    mappings: { ...state.mappings, [mappingKey(next)]: mapping },
    ...(subscription && { subscriptions: { ...state.subscriptions, [mappingKey(next)]: subscription } })
  }
  if (state.connection === 'connecting') return linked
  const picked = listed(linked)
  return entryOf(picked) ? loaded(picked) : picked
}

/** What a call of a destination can name as its action. */
export function targetsOf(destination: Destination): string[] {
  return ['event', ...Object.keys(destination.actions), ...(destination.hasDelete ? ['delete'] : [])]
}

/** What is served under the folder that is picked, whether it loads or not; undefined until it has been read. */
export function entryOf({ details, folder }: Pick<Entered, 'details' | 'folder'>) {
  return details?.folder === folder ? details : undefined
}

/** The destination that is picked, when it is read and loads. */
export function destinationOf(state: Pick<Entered, 'details' | 'folder'>): Destination | undefined {
  const entry = entryOf(state)
  return entry && !('error' in entry) ? entry : undefined
}

/** Whether requests of the picked destination go to the sandbox, which keeps what it gets and can have faults. */
export function isInSandbox(state: State): boolean {
  return state.mode === 'sandbox' && destinationOf(state) !== undefined
}

/** The settings of the picked destination: the demo settings, or the defaults, with what was entered on top. */
export function settingsOf(state: Entered): JsonObject {
  const destination = destinationOf(state)
  return { ...(destination && startingSettings(destination)), ...state.settings[state.folder] }
}

/** The settings that a destination starts with: the demo settings or, without any, the defaults of the fields. */
function startingSettings({ demoSettings, manifest }: Destination): JsonObject {
  if (Object.keys(demoSettings).length > 0) return demoSettings
  const fields = Object.entries(manifest.authentication?.fields ?? {})
  return Object.fromEntries(fields.flatMap(([key, { default: value }]) => (value === undefined ? [] : [[key, value]])))
}

/** What differs from the default mapping of the picked action. */
export function mappingOf(state: Entered): JsonObject {
  return state.mappings[mappingKey(state)] ?? {}
}

/** The subscription of the delivery that was opened with the picked action, if one was. */
export function subscriptionOf(
  state: Pick<State, 'folder' | 'action' | 'subscriptions'>
): LinkedSubscription | undefined {
  return state.subscriptions[mappingKey(state)]
}

function mappingKey({ folder, action }: Pick<Entered, 'folder' | 'action'>): string {
  return `${folder}/${action}`
}

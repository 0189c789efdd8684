import type { Preview, Step } from '@partner-destinations/runner/wire'
import type { Authentication, Holdings, Mode } from '@partner-destinations/server/wire'
import { firstSample, samplesFor } from '../event/samples'
import { format } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import type { TesterCall, Catalogue, Destination, Refusal } from '../server/server'
import type { FaultName } from './send'
import type { Link, LinkedState } from './link'

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
  destinations: Catalogue['destinations']
  folder: string
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
  | { type: 'loaded'; catalogue: Catalogue }
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
  destinations: [],
  folder: '',
  action: 'event',
  eventText: '',
  sampleId: undefined,
  conversion: undefined,
  settings: {},
  mappings: {},
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
    case 'loaded':
      return loaded({ ...state, connection: 'connected', ...action.catalogue })
    case 'lost':
      return { ...state, connection: 'lost' }
    case 'pickedDestination':
      if (action.folder === state.folder) return state
      return loaded({ ...state, ...noResult, ...noHoldings, ...nothingPicked, folder: action.folder })
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

/** Picks a destination, action and sample where there is none, or none of that name any more. */
function loaded(state: State): State {
  const known = state.destinations.some(({ folder }) => folder === state.folder)
  const folder = known ? state.folder : state.destinations[0]?.folder ?? ''
  const destination = destinationOf({ ...state, folder })
  const action = destination && !targetsOf(destination).includes(state.action) ? 'event' : state.action
  const picked = withSample({ ...state, folder, action })
  return { ...picked, linkProblem: state.linkProblem ?? whatIsGone(state, picked) }
}

/** Says if the server lacks the destination or the action that was picked, or that a link is for. */
function whatIsGone({ folder, action }: State, now: State): string | undefined {
  if (folder !== '' && folder !== now.folder) return `This server has no destination “${folder}”.`
  return action === now.action ? undefined : `${destinationOf(now)?.name ?? folder} has no action “${action}”.`
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

function restored(state: State, { folder, action, eventText, settings, mapping }: LinkedState): State {
  const holdings = folder === state.folder ? {} : noHoldings
  const forgotten = { ...noResult, ...holdings, conversion: undefined, linkProblem: undefined }
  const next = { ...state, ...forgotten, folder, action, eventText, sampleId: undefined }
  const linked = {
    ...next,
    // Before the first catalogue no samples of its destination are known: `loaded` looks again.
    sampleId: sampleIdOf(next),
    settings: { ...state.settings, [folder]: settings },
    mappings: { ...state.mappings, [mappingKey(next)]: mapping }
  }
  return state.connection === 'connecting' ? linked : loaded(linked)
}

/** What a call of a destination can name as its action. */
export function targetsOf(destination: Destination): string[] {
  return ['event', ...Object.keys(destination.actions), ...(destination.hasDelete ? ['delete'] : [])]
}

/** What is served under the folder that is picked, whether it loads or not. */
export function entryOf({ destinations, folder }: Pick<Entered, 'destinations' | 'folder'>) {
  return destinations.find((one) => one.folder === folder)
}

/** The destination that is picked, when it loads. */
export function destinationOf(state: Pick<Entered, 'destinations' | 'folder'>): Destination | undefined {
  const entry = entryOf(state)
  return entry && !('error' in entry) ? entry : undefined
}

/** The settings of the picked destination: the demo settings, with what was entered on top. */
export function settingsOf(state: Entered): JsonObject {
  return { ...destinationOf(state)?.demoSettings, ...state.settings[state.folder] }
}

/** What differs from the default mapping of the picked action. */
export function mappingOf(state: Entered): JsonObject {
  return state.mappings[mappingKey(state)] ?? {}
}

function mappingKey({ folder, action }: Pick<Entered, 'folder' | 'action'>): string {
  return `${folder}/${action}`
}

import type { JSONObject } from '@segment/actions-core'
import { hasBatch, presetsOf } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import { readLine } from './read-events'
import type { Line } from './read-lines'

/** What one call sends. */
export interface Delivery {
  /** Its name, such as `events.ndjson, line 2`. */
  name: string
  /** The places of its events: the numbers of their lines, or their indices in a list. */
  places: number[]
  /** @throws BadInputError if there is no event */
  payload: () => JSONObject | JSONObject[]
  /** The text of one of its events, unchanged if it came in a line. */
  text: (index: number) => Buffer | string
}

/** A delivery for each line, when its turn comes. */
export async function* deliveriesOfLines(source: string, lines: AsyncIterable<Line>): AsyncGenerator<Delivery> {
  for await (const line of lines) {
    const name = `${source}, line ${line.number}`
    yield { name, places: [line.number], payload: () => readLine(name, line), text: () => line.bytes }
  }
}

/**
 * The deliveries of a list of events, or of a single event. A call contains only as many events as its answer can tell
 * apart.
 * @param action the key of an action, `event` or `delete`
 */
export async function* deliveriesOfPayload(
  source: string,
  definition: Definition,
  action: string,
  payload: JSONObject | JSONObject[]
): AsyncGenerator<Delivery> {
  const events = Array.isArray(payload) ? payload : [payload]
  const text = (places: number[]) => (index: number) => JSON.stringify(events[places[index]])
  for (const places of Array.isArray(payload) ? calls(definition, action, events) : [[0]]) {
    // A list with one event is a batch for an action with a batch call. Nothing else takes lists.
    const asList = places.length > 1 || (Array.isArray(payload) && hasBatch(definition, action))
    yield {
      name: source,
      places,
      payload: () => (asList ? places.map((place) => events[place]) : events[places[0]]),
      text: text(places)
    }
  }
}

/** The calls that a list of events makes, each with the indices of its events. */
function calls(definition: Definition, action: string, events: JSONObject[]): number[][] {
  const all = [...events.keys()]
  const oneByOne = (indices: number[]) => indices.map((index) => [index])
  // Segment sends a list of events one by one to an action that has no batch call.
  if (action !== 'event') return hasBatch(definition, action) ? [all] : oneByOne(all)
  const groups = new Map<string, { indices: number[]; haveBatch: boolean }>()
  const presets = presetsOf(definition)
  for (const index of all) {
    const takers = presets.takers(events[index])
    const haveBatch = takers.length > 0 && takers.every(({ partnerAction }) => hasBatch(definition, partnerAction))
    const key = takers.map(({ name }) => name).join('\n')
    const group = groups.get(key) ?? { indices: [], haveBatch }
    groups.set(key, group)
    group.indices.push(index)
  }
  return [...groups.values()].flatMap(({ indices, haveBatch }) => (haveBatch ? [indices] : oneByOne(indices)))
}

import type { Definition } from '@partner-destinations/runner'
import { deliveriesOfLines, deliveriesOfPayload } from '../deliveries'

const action = { title: 'Do', description: 'Does.', fields: {}, perform: () => undefined }
const batch = { ...action, performBatch: () => undefined }

/** Identify events go one by one, track events as a batch, page events both ways, and group events nowhere. */
const definition = {
  name: 'Probe (Actions)',
  mode: 'cloud',
  actions: { single: action, batch },
  presets: [
    { name: 'Identify', type: 'automatic', partnerAction: 'single', subscribe: 'type = "identify"' },
    { name: 'Track', type: 'automatic', partnerAction: 'batch', subscribe: 'type = "track"' },
    { name: 'Page', type: 'automatic', partnerAction: 'single', subscribe: 'type = "page"' },
    { name: 'Pages', type: 'automatic', partnerAction: 'batch', subscribe: 'type = "page"' }
  ]
} as unknown as Definition

async function callsOf(key: string, payload: Parameters<typeof deliveriesOfPayload>[3]) {
  const calls: unknown[] = []
  for await (const delivery of deliveriesOfPayload('events.json', definition, key, payload)) {
    const texts = delivery.places.map((_place, index) => delivery.text(index))
    calls.push({ places: delivery.places, payload: delivery.payload(), texts })
  }
  return calls
}

describe('deliveriesOfPayload', () => {
  const identify = { type: 'identify' }
  const track = { type: 'track' }
  const page = { type: 'page' }
  const group = { type: 'group' }

  it('sends one event by itself', async () => {
    const call = { places: [0], payload: identify, texts: ['{"type":"identify"}'] }
    for (const key of ['single', 'batch', 'event', 'delete']) expect(await callsOf(key, identify)).toEqual([call])
  })

  it.each([['single'], ['delete']])('sends a list one by one where there is no batch call: %s', async (key) => {
    expect(await callsOf(key, [identify, track])).toEqual([
      { places: [0], payload: identify, texts: ['{"type":"identify"}'] },
      { places: [1], payload: track, texts: ['{"type":"track"}'] }
    ])
  })

  it.each([[[identify, track]], [[identify]]])(
    'sends the list %j at once to an action with a batch call',
    async (list) => {
      expect(await callsOf('batch', list)).toEqual([
        { places: [...list.keys()], payload: list, texts: list.map((event) => JSON.stringify(event)) }
      ])
    }
  )

  it('sends a list to all presets so that each failure is known by its event', async () => {
    const calls = await callsOf('event', [track, identify, group, track, page, identify, page])
    expect(calls.map((call) => (call as { places: number[] }).places)).toEqual([[0, 3], [1], [5], [2], [4], [6]])
    expect(calls[0]).toEqual({
      places: [0, 3],
      payload: [track, track],
      texts: ['{"type":"track"}', '{"type":"track"}']
    })
  })
})

describe('deliveriesOfLines', () => {
  it('names each line, parses it when it is asked for, and keeps its bytes', async () => {
    async function* lines() {
      yield { number: 2, bytes: Buffer.from('{"type":"track"}\r') }
      yield { number: 5, bytes: Buffer.from('{"type": ') }
    }
    const [good, bad] = await toArray(deliveriesOfLines('events.ndjson', lines()))
    expect([good.name, good.places, good.payload()]).toEqual(['events.ndjson, line 2', [2], { type: 'track' }])
    expect(good.text(0)).toEqual(Buffer.from('{"type":"track"}\r'))
    expect(() => bad.payload()).toThrow('events.ndjson, line 5 is not valid JSON: value expected at column 10.')
    expect(bad.text(0)).toEqual(Buffer.from('{"type": '))
  })
})

async function toArray<T>(values: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = []
  for await (const value of values) result.push(value)
  return result
}

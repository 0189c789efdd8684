import { manifest } from '@partner-destinations/destination-actions'
import { presetsOf } from '@partner-destinations/runner'
import { redeliveredEvents } from '../events'
import { eventListsOf, withEvents } from '../holdings'
import { useVendors } from '../vendor'

const after = useVendors()

const named = redeliveredEvents.map((row) => ({ row, name: nameOf(row) }))

describe('the events', () => {
  it.each([...new Set(redeliveredEvents.map(({ vendor }) => vendor))])('cover all presets of %s', (vendor) => {
    const covered = redeliveredEvents.filter((row) => row.vendor === vendor).map(({ preset }) => preset)

    expect(new Set(covered)).toEqual(new Set(presetsOf(manifest[vendor]).all.map(({ name }) => name)))
  })

  it.each(named)('are taken by no other preset: $name', ({ row: { vendor, preset, event } }) => {
    expect(
      presetsOf(manifest[vendor])
        .takers(event)
        .map(({ name }) => name)
    ).toEqual([preset])
  })
})

describe.each([2, 3])('delivered %i times', (times) => {
  it.each(named.filter(({ row }) => !row.counts))(
    '$name changes nothing after the first delivery',
    async ({ row: { vendor, event, before } }) => {
      const earlier = before ? [before] : []
      const once = await after(vendor, [...earlier, event])

      expect(once).not.toEqual(await after(vendor, earlier))
      expect(await after(vendor, [...earlier, ...repeated(event, times)])).toEqual(once)
    }
  )

  it.each(named.filter(({ row }) => row.counts))(
    '$name counts as many events, and changes nothing else',
    async ({ row: { vendor, event } }) => {
      const once = await after(vendor, [event])
      expect(eventListsOf(once)).toEqual([[expect.anything()]])

      expect(await after(vendor, repeated(event, times))).toEqual(
        withEvents(once, ([recorded]) => repeated(recorded, times))
      )
    }
  )
})

function repeated<T>(item: T, times: number): T[] {
  return Array.from({ length: times }, () => item)
}

function nameOf({ vendor, preset, event, before }: typeof redeliveredEvents[number]): string {
  const what = [event.type, event.event].filter((part) => typeof part === 'string').join(' ')
  return `${vendor} ${preset}: ${what}${before ? ' after an identify' : ''}`
}

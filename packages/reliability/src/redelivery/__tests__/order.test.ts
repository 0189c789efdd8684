import { vendors } from '@partner-destinations/vendors'
import type { VendorState } from '@partner-destinations/vendors'
import { contraryEvents, independentEvents } from '../events'
import { withEvents, withoutOrder } from '../holdings'
import { useVendors } from '../vendor'

const after = useVendors()

describe.each(independentEvents)('$vendor holds the same', ({ vendor, before, events }) => {
  const { madeUp = [] } = vendors[vendor].redelivery ?? {}
  const names = Object.keys(events)
  const inOrder = () => after(vendor, [...before, ...Object.values(events)])

  it.each(permutations(names).map((order) => ({ order })))('after $order', async ({ order }) => {
    const delivered = order.map((name) => events[name])
    const expected = await inOrder()

    expect(withoutOrder(await after(vendor, [...before, ...delivered]), madeUp)).toEqual(withoutOrder(expected, madeUp))
    expect(withoutOrder(await after(vendor, [...before, ...delivered, ...delivered]), madeUp)).toEqual(
      withoutOrder(twice(expected), madeUp)
    )
  })
})

describe.each(contraryEvents)('for $what, $vendor', ({ vendor, earlier, later }) => {
  it.each([
    ['the earlier twice', [earlier, earlier, later]],
    ['the later twice', [earlier, later, later]],
    ['both twice', [earlier, earlier, later, later]],
    ['all of it again', [earlier, later, earlier, later]]
  ])('keeps what the last delivery said: %s', async (_sequence, events) => {
    const inOrder = await after(vendor, [earlier, later])

    expect(withoutEvents(await after(vendor, events))).toEqual(withoutEvents(inOrder))
    expect(withoutEvents(inOrder)).not.toEqual(withoutEvents(await after(vendor, [earlier])))
  })

  it('goes back to the earlier value if the earlier event comes again', async () => {
    expect(withoutEvents(await after(vendor, [earlier, later, earlier]))).toEqual(
      withoutEvents(await after(vendor, [earlier]))
    )
  })
})

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest])
  )
}

function twice(state: VendorState): VendorState {
  return withEvents(state, (events) => [...events, ...events]) as VendorState
}

function withoutEvents(state: VendorState): object {
  return withEvents(state, () => [])
}

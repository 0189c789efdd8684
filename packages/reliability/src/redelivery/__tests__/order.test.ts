import type { VendorName, VendorState } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import { deletion, identify, jane, page, track } from '../events'
import { withEvents, withoutOrder } from '../holdings'
import { useVendors } from '../vendor'

const after = useVendors()

/** Events that say nothing against each other. */
const independent: { vendor: VendorName; before: JSONObject[]; events: Record<string, JSONObject> }[] = [
  {
    vendor: 'refersion',
    before: [identify({ name: 'Bill Lumbergh', email: 'bill@example.com' }, 'u3')],
    events: {
      'phone of Jane': jane,
      'company of Jane': identify({ name: 'Jane Kim', email: 'jane@example.com', company: 'Initech' }),
      Tom: identify({ name: 'Tom Smykowski', email: 'tom@example.com' }, 'u2'),
      'deletion of Bill': deletion('bill@example.com')
    }
  },
  {
    vendor: 'wigzo',
    before: [],
    events: {
      email: identify({ email: 'jane@example.com' }),
      phone: identify({ phone: '+15550100' }),
      page,
      product: track('Product Viewed', { product_id: '40', name: 'Stapler' })
    }
  },
  {
    vendor: 'wishpond',
    before: [],
    events: {
      email: identify({ email: 'jane@example.com' }),
      phone: identify({ phone: '+15550100' }),
      'sign-up': track('Signed Up'),
      order: track('Order Completed', { order_id: 'o1' })
    }
  }
]

describe.each(independent)('$vendor holds the same', ({ vendor, before, events }) => {
  const names = Object.keys(events)
  const inOrder = () => after(vendor, [...before, ...Object.values(events)])

  it.each(permutations(names))('after %s, %s, %s, %s', async (...order) => {
    const delivered = order.map((name) => events[name])
    const expected = await inOrder()

    expect(withoutOrder(await after(vendor, [...before, ...delivered]))).toEqual(withoutOrder(expected))
    expect(withoutOrder(await after(vendor, [...before, ...delivered, ...delivered]))).toEqual(
      withoutOrder(twice(expected))
    )
  })
})

const email = 'jane@example.com'

/** Events of which each means to change what the other says. */
const contrary: { vendor: VendorName; what: string; earlier: JSONObject; later: JSONObject }[] = [
  {
    vendor: 'refersion',
    what: 'the name of an affiliate',
    earlier: identify({ name: 'Jane Kim', email }),
    later: identify({ name: 'Jane Doe', email })
  },
  {
    vendor: 'wigzo',
    what: 'a trait of a user',
    earlier: identify({ email, plan: 'free' }),
    later: identify({ email, plan: 'premium' })
  },
  {
    vendor: 'wigzo',
    what: 'a product',
    earlier: track('Product Viewed', { product_id: '40', name: 'Stapler' }),
    later: track('Product Viewed', { product_id: '40', name: 'Red Stapler' })
  },
  {
    vendor: 'wishpond',
    what: 'a trait of a lead',
    earlier: identify({ email, plan: 'free' }),
    later: identify({ email, plan: 'premium' })
  }
]

describe.each(contrary)('of $what, $vendor', ({ vendor, earlier, later }) => {
  it.each([
    ['the earlier twice', [earlier, earlier, later]],
    ['the later twice', [earlier, later, later]],
    ['both twice', [earlier, earlier, later, later]],
    ['all of it again', [earlier, later, earlier, later]]
  ])('holds what the last delivery said: %s', async (_sequence, events) => {
    const inOrder = await after(vendor, [earlier, later])

    expect(withoutEvents(await after(vendor, events))).toEqual(withoutEvents(inOrder))
    expect(withoutEvents(inOrder)).not.toEqual(withoutEvents(await after(vendor, [earlier])))
  })

  it('takes back what the later one said when the earlier one comes again', async () => {
    expect(withoutEvents(await after(vendor, [earlier, later, earlier]))).toEqual(
      withoutEvents(await after(vendor, [earlier]))
    )
  })
})

describe('an affiliate', () => {
  const deleted = deletion(email)
  const statuses = async (...events: JSONObject[]) => {
    const state = await after('refersion', events)
    return 'affiliates' in state ? state.affiliates.map(({ status }) => status) : []
  }

  it.each([
    ['once', [jane, deleted]],
    ['with an identify that comes again', [jane, deleted, jane]],
    ['with both coming again', [jane, deleted, jane, deleted]],
    ['with a deletion that comes early, and again', [deleted, jane, deleted]]
  ])('stays disabled: %s', async (_sequence, events) => {
    expect(await statuses(...events)).toEqual(['DISABLED'])
  })

  it('is there when its deletion came before it, as there was nobody to disable', async () => {
    expect(await statuses(deleted, jane)).toEqual(['PENDING'])
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

import { figuresIn, LiveLine } from '../figures'

it('adds the metrics of all sources and destinations up', () => {
  const metrics = `# HELP delivery_received_total Events that intake has looked at.
# TYPE delivery_received_total counter
delivery_received_total{source="shop",outcome="accepted"} 5
delivery_received_total{source="a b",outcome="rejected"} 2
delivery_delivered_total{destination="wigzo"} 3
delivery_delivered_total{destination="wishpond"} 1e3
delivery_failed_total{destination="wigzo",code="MESSAGE_REJECTED"} 1
delivery_pending{destination="wigzo"} 4
delivery_pending_of_something_else 9
`

  expect(figuresIn(metrics)).toEqual({ received: 7, delivered: 1003, failed: 1, filtered: 0, pending: 4 })
})

it('shows how many are delivered a second, over the last five looks', () => {
  const line = new LiveLine()
  const at = (delivered: number, seconds: number) =>
    line.describe({ received: 9, delivered, failed: 1, filtered: 2, pending: 3 }, seconds * 1000)

  expect(at(0, 0)).toBe('received 9, delivered 0, failed 1, filtered 2, pending 3, 0/s')
  expect(at(10, 1)).toContain(', 10/s')
  expect(at(10, 2)).toContain(', 5/s')
  at(10, 3)
  at(10, 4)
  expect(at(10, 5)).toContain(', 0/s')
})

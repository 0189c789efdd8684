import { toTables } from '../table'

const jane = { userId: 'u1', attributes: { email: 'jane@example.com' }, events: [{ event: 'Signed Up' }] }
const bill = { userId: 'u2', attributes: { bio: 'a text that is longer than the others', plan: 'pro' }, events: [] }

it('marks the rows that are new or changed, and none when nothing was sent', () => {
  const now = { users: [jane, { ...bill, events: [1] as never[] }] }
  expect(toTables(now, { users: [jane, bill] })[0].rows.map(({ isChanged }) => isChanged)).toEqual([false, true])
  expect(toTables(now, undefined)[0].rows.map(({ isChanged }) => isChanged)).toEqual([false, false])
})

it('makes columns of inner objects, with long texts and lists at the end', () => {
  const [table] = toTables({ users: [jane, bill] }, undefined)
  expect(table.columns).toEqual(['userId', 'attributes.email', 'attributes.plan', 'attributes.bio', 'events'])
  expect(table.rows[1].cells['attributes.plan']).toBe('pro')
})

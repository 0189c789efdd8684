import { BoundedMap } from '../bounded-map'

it('forgets the entry that it has held longest', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('a', 3).set('c', 4)

  expect([...map]).toEqual([
    ['b', 2],
    ['c', 4]
  ])
})

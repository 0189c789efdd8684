import { shownStore } from '../location'

it.each([
  ['/var/delivery.db', '/var/delivery.db'],
  ['postgres://db.example/delivery', 'postgres://db.example/delivery'],
  ['postgresql://ann@db.example:5433/delivery', 'postgres://db.example:5433/delivery'],
  ['postgres://ann:s3cret@db.example/delivery?sslmode=verify-full', 'postgres://db.example/delivery'],
  ['postgres://ann:s3@cret@db.example/delivery', 'postgres://db.example/delivery'],
  ['postgres://db.example/delivery?user=ann&password=s3cret', 'postgres://db.example/delivery'],
  ['postgres://ann:s3cret@db.example:port/delivery', 'a PostgreSQL server']
])('shows the store %j without secrets', (store, shown) => {
  expect(shownStore(store)).toBe(shown)
})

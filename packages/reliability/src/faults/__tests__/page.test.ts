import { readPage, withTables } from '../page'

it('docs/reliability.md shows the tables as they are: else run npm run reliability:table', () => {
  expect(readPage()).toBe(withTables(readPage()))
})

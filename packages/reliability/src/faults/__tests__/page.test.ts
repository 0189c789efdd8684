import { readPage, withTables } from '../page'

it('docs/fault-tables.md is up to date; if not, run npm run reliability:table', () => {
  expect(readPage()).toBe(withTables(readPage()))
})

import { noObserver } from '../src/observer'
import { describeStore } from '../src/store/conformance'
import { openStore } from '../src/store/open'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'

let database: TestDatabase

beforeAll(async () => (database = await emptyDatabase('conformance')))
afterAll(() => database.remove())

describeStore('PostgreSQL', { persists: true }, async () => ({
  open: (options, clock, random) => openStore(database.url, options, clock, noObserver, random),
  remove: () => database.empty()
}))

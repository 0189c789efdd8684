import { noObserver } from '../src/observer'
import { describeStore } from '../src/store/conformance'
import { openStore } from '../src/store/open'
import { emptyDatabase } from './database'
import type { TestDatabase } from './database'

const databases: TestDatabase[] = []
/** Those that no engine has: a test of a move needs several. */
const free: TestDatabase[] = []

afterAll(() => Promise.all(databases.map((database) => database.remove())))

async function takeDatabase(): Promise<TestDatabase> {
  const empty = free.pop()
  if (empty) return empty
  const made = await emptyDatabase(`conformance_${databases.length}`)
  databases.push(made)
  return made
}

describeStore('PostgreSQL', { persists: true }, async () => {
  const database = await takeDatabase()
  return {
    open: (options, clock, random) => openStore(database.url, options, clock, noObserver, random),
    remove: async () => {
      await database.empty()
      free.push(database)
    }
  }
})

import { deliverInLists } from '../attempts'
import type { ListCalls } from '../attempts'
import { load } from '../contestant'
import type { EngineEvent, EventQueue, OpenContestant } from '../contestant'

/** As much of pg-boss 10 as is used here. */
interface PgBoss {
  on(event: 'error', listener: (error: Error) => void): void
  start(): Promise<unknown>
  createQueue(name: string, options: { name: string; policy: string }): Promise<void>
  send(name: string, data: object, options: object): Promise<string | null>
  insert(jobs: object[]): Promise<unknown>
  fetch(name: string, options: { batchSize: number }): Promise<Job[]>
  complete(name: string, ids: string[]): Promise<void>
  fail(name: string, ids: string[]): Promise<void>
}

interface Job {
  id: string
  data: EngineEvent
}

const retries = { retryLimit: 5, retryDelay: 1 }

/** Two queues: one that keeps no order, and one that runs one job of a user at a time. */
export const openPgBoss: OpenContestant = async ({ url, alternative }) => {
  const Boss = alternative<new (options: object) => PgBoss>('pg-boss')
  const boss = new Boss({ connectionString: url, max: load.connections, supervise: false, schedule: false })
  boss.on('error', (error) => console.error(error.message))
  await boss.start()
  const queue = async ({ name, policy, lists, optionsOf }: QueueOptions) => {
    await boss.createQueue(name, { name, policy })
    const calls: EventQueue = {
      accept: async (events) => {
        if (events.length === 1) await boss.send(name, events[0], optionsOf(events[0]))
        else await boss.insert(events.map((event) => ({ name, data: event, ...optionsOf(event) })))
      },
      deliver: (attempts) => deliverInLists(attempts, listCalls(boss, name), lists)
    }
    return calls
  }
  return {
    any: await queue({ name: 'any', policy: 'standard', lists: load.lists, optionsOf: () => retries }),
    ordered: await queue({
      name: 'ordered',
      policy: 'singleton',
      // Several at a time sometimes end in a deadlock: each of them activates users in an order of its own.
      lists: 1,
      optionsOf: ({ userId }) => ({ ...retries, singletonKey: userId })
    })
  }
}

interface QueueOptions {
  name: string
  policy: string
  /** Lists at a time. */
  lists: number
  optionsOf: (event: EngineEvent) => object
}

function listCalls(boss: PgBoss, name: string): ListCalls<Job> {
  return {
    claim: (batchSize) => boss.fetch(name, { batchSize }),
    eventOf: ({ data }) => data,
    settle: async (jobs, succeeded) => {
      const ids = (ok: boolean) => jobs.filter((_, index) => succeeded[index] === ok).map(({ id }) => id)
      const [done, failed] = [ids(true), ids(false)]
      if (done.length > 0) await boss.complete(name, done)
      if (failed.length > 0) await boss.fail(name, failed)
    }
  }
}

import { load } from '../contestant'
import type { EngineEvent, EventQueue, OpenContestant } from '../contestant'

/** As much of graphile-worker 0.16 as is used here. */
interface GraphileWorker {
  run: (options: object) => Promise<{ stop(): Promise<void> }>
  makeWorkerUtils: (options: object) => Promise<WorkerUtils>
  Logger: new (factory: () => () => void) => unknown
}

interface WorkerUtils {
  migrate(): Promise<void>
  addJob(task: string, payload: object, options: object): Promise<unknown>
  withPgClient(work: (client: { query(sql: string, values: unknown[]): Promise<unknown> }) => unknown): Promise<unknown>
}

/** Adds jobs in one call: version 0.16 offers that in SQL. */
const addJobs = `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
  SELECT ($1, payload, CASE WHEN $3 THEN payload ->> 'userId' END, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec
  FROM json_array_elements($2::json) WITH ORDINALITY AS added (payload, position) ORDER BY position))`

/** A task of any order, and one whose jobs have a named queue for each user. */
export const openGraphileWorker: OpenContestant = async ({ url, alternative }) => {
  const { run, makeWorkerUtils, Logger } = alternative<GraphileWorker>('graphile-worker')
  // Attempts that fail are part of a test, and would be logged.
  const logger = new Logger(() => () => undefined)
  const shared = { connectionString: url, maxPoolSize: load.connections, logger }
  const tools = await makeWorkerUtils(shared)
  await tools.migrate()
  const queue = (task: string, queued: boolean): EventQueue => ({
    accept: async (events) => {
      if (events.length === 1) await tools.addJob(task, events[0], queued ? { queueName: events[0].userId } : {})
      else await tools.withPgClient((client) => client.query(addJobs, [task, JSON.stringify(events), queued]))
    },
    deliver: async (attempts) => {
      const perform = async (event: unknown) => {
        const [succeeded] = await attempts.attempt([event as EngineEvent])
        if (!succeeded) throw new Error('Try again')
      }
      const taskList = { [task]: perform }
      const runner = await run({
        ...shared,
        taskList,
        concurrency: load.single,
        pollInterval: 100,
        noHandleSignals: true
      })
      await attempts.done()
      return () => runner.stop()
    }
  })
  return {
    any: queue('any', false),
    ordered: queue('ordered', true)
  }
}

import { openBullMq } from './contestants/bullmq'
import { openGraphileWorker } from './contestants/graphile-worker'
import { openJetStream } from './contestants/jetstream'
import { openPgBoss } from './contestants/pg-boss'
import { openPglite } from './contestants/pglite'
import { openOurStore } from './contestants/store'
import type { OpenContestant } from './contestant'
import type { ServerName } from './servers'

/** Who takes part, in the order of the tables. */
export interface ContestantEntry {
  /** As the tables name it. */
  title: string
  /** The server that it needs. */
  server?: ServerName
  /** Its package in `alternatives/`. */
  alternative?: string
  /** Whether what it acknowledges is on the disk if its server acknowledges nothing before. Default: yes. */
  isDurable?: boolean
  open: OpenContestant
}

export type ContestantName = 'libsql' | 'postgres' | 'pg-boss' | 'graphile-worker' | 'bullmq' | 'jetstream' | 'pglite'

/** What all others are compared with. */
export const reference = 'libsql'

export const contestants: Record<ContestantName, ContestantEntry> = {
  [reference]: { title: 'our store in a file', open: openOurStore },
  postgres: { title: 'our store in PostgreSQL', server: 'PostgreSQL', open: openOurStore },
  'pg-boss': { title: 'pg-boss', server: 'PostgreSQL', alternative: 'pg-boss', open: openPgBoss },
  'graphile-worker': {
    title: 'graphile-worker',
    server: 'PostgreSQL',
    alternative: 'graphile-worker',
    open: openGraphileWorker
  },
  bullmq: { title: 'BullMQ', server: 'Redis', alternative: 'bullmq', open: openBullMq },
  jetstream: { title: 'JetStream', server: 'NATS', alternative: 'nats', open: openJetStream },
  // It runs with `fsync = off`, and makes no system call that waits for the disk.
  pglite: { title: 'PGlite', alternative: '@electric-sql/pglite', isDurable: false, open: openPglite }
}

import { Client, Pool, types } from 'pg'
import type { ClientBase, ClientConfig, PoolClient, QueryResultRow } from 'pg'
import { StoreUnavailableError } from '../store'
import { isLost, isPassing, isUnavailable, LostConnectionError, isReported, sentenceFor } from './server-errors'
import type { ServerAddress } from './server-url'

/** SQL, whose parameters are `$1`, `$2`, and so on. */
export interface Statement {
  /** A connection prepares it once under this name. */
  name?: string
  text: string
}

/** A transaction. */
export interface Session {
  query<Row extends QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]>
  /** Sends a statement whose rows nobody needs. It is not waited for: if it fails, what follows fails as it does. */
  send(statement: Statement, values?: unknown[]): void
}

/** Connections of a process that write, and that read for people, who must not keep the others waiting. */
const mostWriting = 6
const mostReading = 2

/** A transaction is tried so many times. */
const mostTries = 3

/** How long connecting takes, and how long a server that doesn't answer is waited for. Milliseconds. */
const connectTimeoutMs = 5_000
const writeTimeoutMs = 20_000
const readTimeoutMs = 120_000

/** While the server can't be reached, somebody looks every so many milliseconds whether it is there again. */
const probeMs = 500

/**
 * How a transaction begins. All that it does is meant for indexes, whatever the server believes of tables that have changed
 * since it looked at them. Each connection plans a statement once, for any values, because planning a claim takes longer
 * than carrying it out. A process that is stopped in the middle of one must not hold its locks for long. `on` waits for the
 * disk, and for a standby if the server has a synchronous one.
 */
const begin: Statement = {
  text: `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 5000;
    SET LOCAL statement_timeout = ${writeTimeoutMs}; SET LOCAL synchronous_commit = on;
    SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan`
}
/** Of a transaction that may last for as long as it needs. */
const beginLong: Statement = {
  text: `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0`
}
const commit: Statement = { text: 'COMMIT' }
const rollback: Statement = { text: 'ROLLBACK' }

const int8 = 20
const int8Array = 1016

/** Ids, times and counts are far below 2^53. */
const numberTypes: ClientConfig['types'] = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === int8) return Number
    if (oid === int8Array) return (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number))
    return types.getTypeParser(oid, format) as unknown
  }) as typeof types.getTypeParser
}

/** How to connect to a server. */
export function clientConfig(address: ServerAddress): ClientConfig {
  const { shown: _, ...rest } = address
  return {
    ...rest,
    types: numberTypes,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'partner-destinations'
  }
}

/**
 * The connections of a process to a server. A transaction that fails because its connection was lost, or because of another
 * transaction, is tried again. While the server can't be reached, everything fails at once.
 */
export class Connections {
  private readonly writing: Pool
  private readonly reading: Pool
  /** Why the server can't be reached. */
  private down?: string
  private probe?: NodeJS.Timeout
  private isClosed = false
  /** Whether a pooler is between this process and the server, so that a connection may change between transactions. */
  isPooled = false

  constructor(private readonly config: ClientConfig) {
    this.writing = new Pool({ ...config, max: mostWriting, query_timeout: writeTimeoutMs, pipeline: true })
    this.reading = new Pool({ ...config, max: mostReading, query_timeout: readTimeoutMs })
    for (const pool of [this.writing, this.reading]) {
      // Without a listener, a connection that is lost ends the process.
      pool.on('error', () => undefined)
      pool.on('connect', (client) => client.on('error', () => undefined))
    }
  }

  /**
   * Looks how the server is reached.
   * @throws what `pg` throws
   */
  async open(): Promise<void> {
    const client = await this.writing.connect()
    try {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      // A pooler has ids of its own.
      this.isPooled = rows[0].pid !== (client as unknown as { processID: number }).processID
    } finally {
      client.release()
    }
  }

  /**
   * Does something in a transaction. It is done again if nothing is known to hold, so it must be safe to repeat.
   * @param onDoubt is told that a COMMIT got no answer: the transaction may hold
   * @throws StoreUnavailableError
   */
  async transact<Result>(work: (session: Session) => Promise<Result>, onDoubt?: () => void): Promise<Result> {
    return this.persist(async () => {
      const client = await this.connect(this.writing)
      const transaction = new Transaction((statement, values) => this.carryOut(client, statement, values))
      let isCommitting = false
      try {
        transaction.send(begin)
        const result = await work(transaction)
        isCommitting = true
        await transaction.query(commit)
        client.release()
        return result
      } catch (error) {
        if (isCommitting && isLost(error)) onDoubt?.()
        await this.giveBack(client, error)
        throw error
      }
    })
  }

  /**
   * Does something in a transaction that may last for long, on a connection of its own. It is done once.
   * @throws what `pg` throws, and `LostConnectionError`
   */
  async transactLong(work: (session: Session) => Promise<void>): Promise<void> {
    const client = new Client(this.config)
    client.on('error', () => undefined)
    await client.connect()
    try {
      const transaction = new Transaction((statement, values) => this.carryOut(client, statement, values))
      await transaction.query(beginLong)
      await work(transaction)
      await transaction.query(commit)
    } finally {
      // The server rolls back what has not committed.
      await client.end()
    }
  }

  /**
   * Carries out one statement.
   * @throws StoreUnavailableError
   */
  query<Row extends QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]> {
    return this.once(this.writing, statement, values)
  }

  /**
   * Reads for people.
   * @throws StoreUnavailableError
   */
  read<Row extends QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]> {
    return this.once(this.reading, statement, values)
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.probe)
    await Promise.all([this.writing.end(), this.reading.end()])
  }

  private once<Row extends QueryResultRow>(pool: Pool, statement: Statement, values?: unknown[]): Promise<Row[]> {
    return this.persist(async () => {
      const client = await this.connect(pool)
      try {
        const rows = await this.carryOut<Row>(client, statement, values)
        client.release()
        return rows
      } catch (error) {
        client.release(isLost(error))
        throw error
      }
    })
  }

  private async persist<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt()
      } catch (error) {
        if (error instanceof StoreUnavailableError) throw error
        if (tries < mostTries && isPassing(error)) continue
        throw isUnavailable(error) ? new StoreUnavailableError(sentenceFor(error)) : error
      }
    }
  }

  /** @throws StoreUnavailableError at once while the server is known not to be reached */
  private async connect(pool: Pool): Promise<PoolClient> {
    if (this.isClosed) throw new StoreUnavailableError('The store is closed.')
    if (this.down !== undefined) throw new StoreUnavailableError(this.down)
    try {
      return await pool.connect()
    } catch (error) {
      this.noteDown(error)
      throw new StoreUnavailableError(sentenceFor(error))
    }
  }

  private noteDown(error: unknown): void {
    if (this.down !== undefined || this.isClosed) return
    this.down = sentenceFor(error)
    this.probeLater()
  }

  private probeLater(): void {
    this.probe = setTimeout(() => void this.lookAgain(), probeMs)
    this.probe.unref()
  }

  private async lookAgain(): Promise<void> {
    try {
      const client = await this.writing.connect()
      client.release()
      this.down = undefined
    } catch (error) {
      this.down = sentenceFor(error)
      if (!this.isClosed) this.probeLater()
    }
  }

  private async carryOut<Row extends QueryResultRow>(
    client: ClientBase,
    { name, text }: Statement,
    values: unknown[] = []
  ): Promise<Row[]> {
    try {
      // A statement that one connection of a pooler has prepared is unknown to the next one.
      const { rows } = await client.query<Row>(this.isPooled || !name ? { text, values } : { name, text, values })
      return rows
    } catch (error) {
      throw isReported(error) ? error : new LostConnectionError((error as Error).message)
    }
  }

  private async giveBack(client: PoolClient, error: unknown): Promise<void> {
    let lost = isLost(error)
    if (!lost) await this.carryOut(client, rollback).catch(() => (lost = true))
    client.release(lost)
  }
}

/** Sends statements one after the other, without waiting for the answers before. */
class Transaction implements Session {
  /** The answers to all of them. */
  private readonly sent: Promise<unknown>[] = []

  constructor(
    private readonly carryOut: <Row extends QueryResultRow>(of: Statement, values?: unknown[]) => Promise<Row[]>
  ) {}

  send(statement: Statement, values?: unknown[]): void {
    void this.note(this.carryOut(statement, values))
  }

  async query<Row extends QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]> {
    const answer = this.note(this.carryOut<Row>(statement, values))
    // After one that has failed, the server refuses the others, and says less.
    await Promise.all(this.sent)
    return answer
  }

  private note<Answer>(answer: Promise<Answer>): Promise<Answer> {
    // Whatever comes next fails with it, and so does the transaction.
    answer.catch(() => undefined)
    this.sent.push(answer)
    return answer
  }
}

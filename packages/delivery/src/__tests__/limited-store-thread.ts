/** A thread of the store whose disk is full when a test says so. */
import { workerData } from 'node:worker_threads'
import Libsql from 'libsql'

const { disk } = workerData as { disk: Int32Array }
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on a database below
const { exec } = Libsql.prototype

Libsql.prototype.exec = function (sql) {
  const [pages, commit] = [Atomics.load(disk, 0), Atomics.load(disk, 1)]
  if (sql === 'BEGIN IMMEDIATE') this.prepare(`PRAGMA max_page_count = ${pages || 1_000_000}`).get()
  if (sql === 'COMMIT' && commit === 1) {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  return exec.call(this, sql)
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would come before the change above
require('../store/libsql/store-thread-main')

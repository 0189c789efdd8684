import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Observer } from '../../observer'
import { describeStore } from '../conformance'
import { openStore } from '../open'

const observer: Observer = {
  received: () => undefined,
  settled: () => undefined,
  latency: () => undefined,
  limiterWait: () => undefined,
  stored: () => undefined,
  bypassedTransport: () => undefined
}

describeStore('a file', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'store-'))
  return {
    open: (options, clock, random) => openStore(path.join(folder, 'delivery.db'), options, clock, observer, random),
    kill: async () => undefined,
    persists: true,
    remove: () => fs.rm(folder, { recursive: true })
  }
})

describeStore('memory', async () => ({
  open: (options, clock, random) => openStore(':memory:', options, clock, observer, random),
  kill: async () => undefined,
  persists: false,
  remove: async () => undefined
}))

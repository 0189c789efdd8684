import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { noObserver } from '../../../observer'
import { describeStore } from '../../conformance'
import { openStore } from '../../open'

describeStore('a file', { persists: true }, async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'store-'))
  return {
    open: (options, clock, random) => openStore(path.join(folder, 'delivery.db'), options, clock, noObserver, random),
    remove: () => fs.rm(folder, { recursive: true })
  }
})

describeStore('memory', { persists: false }, async () => ({
  open: (options, clock, random) => openStore(':memory:', options, clock, noObserver, random),
  remove: async () => undefined
}))

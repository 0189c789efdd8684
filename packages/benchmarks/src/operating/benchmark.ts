import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { machine } from '../machine'
import { benchmarkFailures } from './failures'
import { benchmarkReplay } from './replay'
import type { OperatingResults } from './results'

const ROUNDS = 5

/** What operators wait for: replays, and what they do to failed deliveries. */
export async function benchmarkOperating(): Promise<OperatingResults> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-operating-'))
  try {
    const replay = await benchmarkReplay(folder, ROUNDS)
    console.log(`Replay: measured in ${ROUNDS} rounds`)
    const failures = await benchmarkFailures(folder, ROUNDS)
    console.log(`Failed deliveries: measured in ${ROUNDS} rounds`)
    return { machine: machine(), replay, failures }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

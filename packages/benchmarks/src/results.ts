import fs from 'node:fs'
import path from 'node:path'
import { formatted } from './formatted'

/** The parts of the benchmark. Each runs by itself, and the page shows its newest results. */
export type Part =
  | 'events'
  | 'tools'
  | 'memory'
  | 'delivery'
  | 'operating'
  | 'delivery-memory'
  | 'functions'
  | 'postgres'
  | 'postgres-backlog'

const folder = path.join(__dirname, '../results')

/** Keeps the results of a part for the page. */
export function writeResults(part: Part, results: object): void {
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(fileOf(part), formatted(JSON.stringify(results, null, 2), fileOf(part)))
}

/** The newest results of a part; undefined when it was never run. */
export function readResults<Results>(part: Part): Results | undefined {
  if (!fs.existsSync(fileOf(part))) return undefined
  return JSON.parse(fs.readFileSync(fileOf(part), 'utf8')) as Results
}

function fileOf(part: Part): string {
  return path.join(folder, `${part}.json`)
}

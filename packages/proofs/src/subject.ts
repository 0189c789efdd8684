import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** Where the destinations come from that are proved. */
export interface Subject {
  /** What it is, with its commit or version, for the page. */
  label: string
  /** The folder that holds the folders of the destinations. */
  destinations: string
  /** Upstream's generator of test data. */
  testData: string
}

/**
 * An upstream clone, or without one the published package.
 * @param clone the folder of the clone
 * @throws Error when the folder is no clone of upstream
 */
export function subjectOf(clone: string | undefined): Subject {
  return clone === undefined ? publishedPackage() : cloneSubject(clone)
}

/** The names of a subject's destinations: folders that an index file makes a destination. */
export function destinationsOf({ destinations }: Subject): string[] {
  return readdirSync(destinations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => ['index.ts', 'index.js'].some((file) => existsSync(path.join(destinations, name, file))))
    .sort()
}

function cloneSubject(folder: string): Subject {
  const clone = path.resolve(folder)
  const source = path.join(clone, 'packages/destination-actions/src')
  if (!existsSync(path.join(source, 'destinations')) || !existsSync(path.join(clone, 'packages/core/src'))) {
    throw new Error(`${folder} is no clone of segmentio/action-destinations: it has no packages/core/src.`)
  }
  return {
    label: `the upstream clone at commit ${commitOf(clone)}`,
    destinations: realpathSync(path.join(source, 'destinations')),
    testData: path.join(source, 'lib/test-data')
  }
}

function commitOf(clone: string): string {
  return execFileSync('git', ['-C', clone, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
}

function publishedPackage(): Subject {
  const dist = path.dirname(require.resolve('@segment/action-destinations'))
  const { version } = JSON.parse(readFileSync(path.join(dist, '../package.json'), 'utf8')) as { version: string }
  return {
    label: `the published package @segment/action-destinations ${version}`,
    destinations: path.join(dist, 'destinations'),
    testData: path.join(dist, 'lib/test-data')
  }
}

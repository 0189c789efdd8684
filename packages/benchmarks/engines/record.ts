import fs from 'node:fs'
import path from 'node:path'
import { formatted } from '../src/formatted'
import { measuredOn, ratio, table, whole } from '../src/page/figures'
import { projectRoot } from '../src/serve-process'
import type { EngineResult, EngineResults, Measurement } from './results'

const file = path.join(projectRoot, 'docs/decisions/0025-two-sql-engines.md')
const begin = '<!-- Figures: written by `npm run bench:engines`. -->'
const end = '<!-- End of the figures. -->'

/**
 * Writes the figures into the decision record.
 * @returns them
 * @throws Error if the record has no place for them
 */
export function writeRecord(results: EngineResults): string {
  const record = fs.readFileSync(file, 'utf8')
  const [from, to] = [record.indexOf(begin), record.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`${file} needs the lines "${begin}" and "${end}".`)
  const text = figures(results)
  fs.writeFileSync(file, formatted(`${record.slice(0, from)}${begin}\n\n${text}\n\n${record.slice(to)}`, file))
  return text
}

/** The figures, as Markdown. */
export function figures({ machine, rounds, load, eventBytes, limit, engines, leftOut }: EngineResults): string {
  const speed = (engine: EngineResult, name: Measurement) => {
    const [perSecond, toReference] = [engine.perSecond[name], engine.toReference[name]]
    return perSecond === undefined || !toReference ? '–' : `${ratio(toReference)}, ${whole(perSecond)}/s`
  }
  const named = ({ title, versions }: EngineResult) =>
    versions.length > 0 ? `${title} (${versions.join(', ')})` : title
  return [
    `Each figure is a ratio to our store in a file within the same round: the median of ${rounds} rounds, and the range of their middle half. Events a second follow.`,
    table(
      ['Engine', 'Accept one by one', 'Accept in hundreds', 'Claim and settle', 'Claim and settle in order'],
      engines.map((engine) => [
        named(engine),
        ...(['single', 'many', 'deliver', 'ordered'] as const).map((name) => speed(engine, name))
      ])
    ),
    `${measuredOn(machine)} An event has ${whole(eventBytes)} bytes. One by one means ${
      load.single
    } calls at a time, and hundreds mean ${load.lists} calls of ${load.perCall} at a time. Lists have up to ${
      load.perCall
    } events, ${load.lists} lists at a time. A library that claims jobs one by one runs ${
      load.single
    } of them at a time. In order means ${load.users} users. pg-boss and graphile-worker have ${
      load.connections
    } connections to PostgreSQL.`,
    table(
      ['Engine', 'Acknowledges', 'A user’s order', 'After a failure', `Limit of ${limit.requests} a second`, 'Memory'],
      engines.map((engine) => {
        const { title, acknowledges, keepsOrder, inWindow, memory } = engine
        return [
          title,
          acknowledges,
          keepsOrder ? held(keepsOrder.whileDelivered) : 'not offered',
          keepsOrder ? held(keepsOrder.afterFailure) : 'not offered',
          inWindow === undefined ? 'not offered' : `${inWindow} in a window`,
          `${whole(memory / 1024 ** 2)} MiB`
        ]
      })
    ),
    ...leftOut.map(({ title, reason }) => `Left out: ${title}. ${reason}`)
  ].join('\n\n')
}

function held(holds: boolean): string {
  return holds ? 'holds' : 'broken'
}

import prettier from 'prettier'
import { knownCauses } from './known-causes'
import { sources, verdictOf, verdicts } from './verdict'
import type { ActionReport, DestinationReport, Source, Verdict } from './verdict'

/** How much of a difference or an error the page shows. */
const MOST_OF_A_TEXT = 140

/** What each verdict means. */
const MEANINGS: Record<Verdict, string> = {
  same: 'At least one request was sent, and nothing was different.',
  differs: 'A request, or the outcome, was different.',
  'cannot run': 'The destination didn’t end in time, or it connects without the request client that it is given.',
  'proves nothing': 'Neither sent a request, and both ended in the same way.'
}

/** What each source of values is. */
const SOURCES: Record<Source, string> = {
  generated:
    'Upstream’s generator for snapshot tests: all fields, then the required ones. Settings get their defaults or choices.',
  plain: 'The same with plain texts in the place of random characters',
  audience: 'An event that tells that a user has entered an audience, with the default mappings',
  tests: 'The calls that the destination’s own tests make, with generated values for required settings that they lack'
}

/** An action with what came of it. */
interface Row {
  destination: string
  action: string
  verdict: Verdict
  report?: ActionReport
}

/**
 * The page that shows what was proved, formatted as the project's other pages are.
 * @param label what the destinations are of, with its commit or version
 */
export function pageOf(label: string, reports: DestinationReport[], file: string): string {
  const rows = rowsOf(reports)
  const comparisons = rows.flatMap(({ report }) => report?.comparisons ?? [])
  const sending = comparisons.filter(({ requests }) => requests > 0).length
  const remembering = comparisons.filter(({ isRemembering }) => isRemembering).length
  const broken = reports.filter(({ actions }) => actions.length === 0).length
  const counted = `${reports.length} destinations have ${rows.length} actions.`
  const uncounted = broken > 0 ? ` Not counted are those of ${broken} that can't be loaded.` : ''
  const page = `# Proof for any destination

This page shows whether the runner does the same as Segment's own framework, for every cloud-mode destination of Segment. \`npm run prove\` writes it, so don't edit it. The destinations are those of ${label}.

## Summary

${summary(rows)}

${counted}${uncounted} The actions were run ${
    comparisons.length
  } times in both ways; ${sending} of these runs sent requests.

## How it works

- Each action is run twice: by \`run\` of the runner, and by \`createTestIntegration\` of the framework. The framework gets the definition as it is, and all connections of the process lead to the sandbox.
- Each is run with one event and, if the action has a batch call, with a batch of two. The vendor answers with 200 and an empty object, with 400, or with 500.
- Every request arrives at the sandbox's echo. The method, host, path, query, headers and the bytes of the body must be the same. The order of headers doesn't matter, and the header \`connection\` isn't compared.
- The outcome must be the same: the class of the error, its status and message, whether Segment retries, and each entry of a batch.
- The clock stands still, and nothing is random. If the runner differs, the framework runs once more, as a destination may remember something, such as a token. What the framework does then must be the same. Runs in which this was needed: ${remembering}.

The values of fields and settings come from these sources. The first that leads to a request is used.

${table(
  ['Source', 'Actions'],
  sources.map((source) => [SOURCES[source], String(countOf(rows, source))])
)}

## What differs

${table(['Destination', 'Action', 'Runs', 'The framework / the runner', 'Why'], rows.flatMap(differencesOf))}

## What can't run

${table(['Destination', 'Actions', 'Why'], whyNotRun(reports))}

## What proves nothing

${table(['Destination', 'Action', 'How both end'], rows.flatMap(whyNothing))}

## By destination

${table(
  ['Destination', ...verdicts.map(capitalized), 'Runs'],
  reports.map((report) => lineOf(report, rows))
)}
`
  return prettier.format(page, { ...prettier.resolveConfig.sync(file), filepath: file })
}

function rowsOf(reports: DestinationReport[]): Row[] {
  return reports.flatMap(({ destination, actions, reports: own }) =>
    actions.map((action) => {
      const report = own.find((one) => one.action === action)
      return { destination, action, report, verdict: verdictOf(report) }
    })
  )
}

function summary(rows: Row[]): string {
  const lines = verdicts.map((verdict) => {
    const { length } = rows.filter((row) => row.verdict === verdict)
    return [capitalized(verdict), String(length), percent(length, rows.length), MEANINGS[verdict]]
  })
  return table(['Verdict', 'Actions', 'Share', 'Meaning'], lines)
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / (whole || 1)).toFixed(1)} %`
}

/** How many actions need values of a source: it is the first that leads to a request. */
function countOf(rows: Row[], source: Source): number {
  const first = rows.map(({ report }) => report?.comparisons.find(({ requests }) => requests > 0)?.source)
  return first.filter((one) => one === source).length
}

function differencesOf({ destination, action, verdict, report }: Row): string[][] {
  if (verdict !== 'differs' || !report) return []
  const runs = new Map<string, string[]>()
  for (const { mode, status, differences } of report.comparisons) {
    for (const difference of differences) {
      runs.set(difference, [...(runs.get(difference) ?? []), `${mode} ${status}`])
    }
  }
  const why = knownCauses[`${destination}/${action}`] ?? 'not known yet'
  return [...runs].map(([difference, own]) => [
    destination,
    action,
    [...new Set(own)].join(', '),
    code(difference),
    why
  ])
}

function whyNotRun(reports: DestinationReport[]): string[][] {
  return reports.flatMap(({ destination, actions, reports: own, stopped }) => {
    const past = own.filter(({ pastTheClient }) => pastTheClient.length > 0)
    const hosts = [...new Set(past.flatMap(({ pastTheClient }) => pastTheClient))]
    const missing = actions.filter((action) => !own.some((one) => one.action === action))
    return [
      ...(past.length > 0
        ? [[destination, names(past), `It connects without the given request client: ${hosts.map(code).join(', ')}`]]
        : []),
      ...(stopped !== undefined
        ? [[destination, actions.length > 0 ? names(missing.map((action) => ({ action }))) : 'all', code(stopped)]]
        : [])
    ]
  })
}

function names(actions: { action: string }[]): string {
  return actions.map(({ action }) => action).join(', ')
}

function whyNothing({ destination, action, verdict, report }: Row): string[][] {
  if (verdict !== 'proves nothing' || !report) return []
  const ends = report.comparisons.map(({ error = 'success' }) => error)
  return [[destination, action, [...new Set(ends)].slice(0, 2).map(code).join(', ')]]
}

function lineOf({ destination, actions, reports }: DestinationReport, rows: Row[]): string[] {
  const own = rows.filter((row) => row.destination === destination)
  const runs = reports.flatMap(({ comparisons }) => comparisons).length
  const counts = verdicts.map((verdict) => own.filter((row) => row.verdict === verdict).length)
  return [
    destination,
    ...counts.map((count) => (count > 0 ? String(count) : '')),
    actions.length > 0 ? String(runs) : ''
  ]
}

function table(header: string[], lines: string[][]): string {
  if (lines.length === 0) return 'Nothing.'
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function capitalized(word: string): string {
  return word[0].toUpperCase() + word.slice(1)
}

/** A text from elsewhere, which may hold anything. */
function code(text: string): string {
  const line = text.replace(/[\s`]+/g, ' ').trim()
  const short = line.length > MOST_OF_A_TEXT ? `${line.slice(0, MOST_OF_A_TEXT)}…` : line
  return `\`${short.replace(/\|/g, '\\|')}\``
}

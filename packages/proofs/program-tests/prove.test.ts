import path from 'node:path'
import { pageOf } from '../src/page'
import { proveAll } from '../src/prove'
import { destinationsOf, subjectOf } from '../src/subject'
import { verdictOf } from '../src/verdict'
import type { DestinationReport } from '../src/verdict'

/** Pipedrive has six actions that each send requests, and no batch. Slack takes URLs of a form that no value has that
 * the proof makes. SFTP has two actions, and connects to the customer's server by itself. */
const chosen = ['pipedrive', 'sftp', 'slack']

const subject = subjectOf(undefined)
let reports: DestinationReport[]

beforeAll(async () => {
  reports = await proveAll(subject, chosen, { atOnce: 2, limit: 50_000 })
})

test('finds the destinations of the package', () => {
  expect(destinationsOf(subject)).toEqual(expect.arrayContaining(chosen))
})

test.each([
  ['pipedrive', Array<string>(6).fill('same')],
  ['sftp', ['cannot run', 'cannot run']],
  ['slack', ['proves nothing']]
])('says of each action of %s what it proves', (destination, verdicts) => {
  const report = reports.find((one) => one.destination === destination)
  expect(report?.stopped).toBeUndefined()
  expect(report?.actions.map((action) => verdictOf(report.reports.find((one) => one.action === action)))).toEqual(
    verdicts
  )
})

test('runs an action with each answer of the vendor', () => {
  const [pipedrive] = reports
  for (const { comparisons } of pipedrive.reports) {
    const sent = comparisons.filter(({ requests }) => requests > 0)
    expect(sent.map(({ mode, status }) => `${mode} ${status}`)).toEqual(['single 200', 'single 400', 'single 500'])
  }
})

test('writes how many actions are the same, and why others are not', () => {
  const page = pageOf(subject.label, reports, path.join(__dirname, 'proof.md'))
  expect(page).toMatch(/@segment\/action-destinations \d+\.\d+\.\d+/)
  const lines = page.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1)
  )
  expect(lines).toContainEqual(['Same', '6', '66.7 %', expect.any(String)])
  expect(lines).toContainEqual(['Differs', '0', '0.0 %', expect.any(String)])
  expect(lines).toContainEqual(['Cannot run', '2', '22.2 %', expect.any(String)])
  expect(lines).toContainEqual(['Proves nothing', '1', '11.1 %', expect.any(String)])
  expect(lines).toContainEqual(['slack', 'postToChannel', '`IntegrationError: Invalid Slack URL`'])
})

test('goes on when a destination does not end in time', async () => {
  const [report] = await proveAll(subject, ['slack'], { atOnce: 1, limit: 1 })
  expect(report).toMatchObject({ reports: [], stopped: "It didn't end within 0.001 seconds." })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AnswersFolder } from '../answers-folder'

let folder: string
let opened: AnswersFolder | undefined
let told: string[]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'answers-'))
  told = []
})

afterEach(async () => {
  await opened?.close()
  opened = undefined
  rmSync(folder, { recursive: true })
})

const save = (name: string, text: string) => writeFileSync(path.join(folder, name), text)
const open = async () => (opened = await AnswersFolder.open(folder, (lines) => told.push(...lines)))
const statusOf = (destination: string) =>
  opened?.find(destination, {
    method: 'GET',
    host: 'a.example',
    path: '/a',
    query: new URLSearchParams(),
    headers: {},
    body: null
  })?.status

/** Waits until the folder has told something. */
async function hears(): Promise<string[]> {
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  return told.splice(0)
}

const answering = (status: number) => `answers: [{ path: /a, status: ${status} }]`

it('has the answers of each destination, from YAML and JSON', async () => {
  save('slack.answers.yaml', answering(201))
  save('hubspot.answers.json', '{"answers": [{"path": "/a", "status": 202}]}')
  save('notes.txt', 'nothing to read')
  await open()

  expect(opened?.destinations).toEqual(['hubspot', 'slack'])
  expect(['slack', 'hubspot', 'webhook'].map(statusOf)).toEqual([201, 202, undefined])
})

it('reads a saved file again, and keeps the answers while it has mistakes', async () => {
  save('slack.answers.yaml', answering(201))
  await open()

  save('slack.answers.yaml', answering(202))
  expect(await hears()).toEqual(['Read slack.answers.yaml again.'])
  expect(statusOf('slack')).toBe(202)

  save('slack.answers.yaml', answering(99))
  expect(await hears()).toEqual([
    "slack.answers.yaml can't be used, so nothing changed:",
    'slack.answers.yaml:1: answers[0].status: This must be at least 200.'
  ])
  expect(statusOf('slack')).toBe(202)

  rmSync(path.join(folder, 'slack.answers.yaml'))
  expect(await hears()).toEqual(['slack.answers.yaml is gone, so slack has no canned answers.'])
  expect(statusOf('slack')).toBeUndefined()
})

it('takes a new file up', async () => {
  await open()
  save('slack.answers.yaml', answering(201))

  expect(await hears()).toEqual(['Read slack.answers.yaml again.'])
  expect(statusOf('slack')).toBe(201)
})

it('starts sequences again on reset', async () => {
  save('slack.answers.yaml', 'answers: [{ path: /a, sequence: [{ status: 202 }, { status: 200 }] }]')
  await open()

  expect([statusOf('slack'), statusOf('slack')]).toEqual([202, 200])
  opened?.reset('hubspot')
  expect(statusOf('slack')).toBe(200)
  opened?.reset('slack')
  expect(statusOf('slack')).toBe(202)
})

it.each<[string, () => void, string]>([
  ['a file with mistakes', () => save('slack.answers.yaml', 'answers: 1'), 'slack.answers.yaml:1: answers: '],
  [
    'two files for one destination',
    () => ['json', 'yaml'].forEach((ending) => save(`slack.answers.${ending}`, '{"answers": []}')),
    'slack.answers.json and slack.answers.yaml are both for slack. Keep one of them.'
  ],
  ['a folder that is not there', () => (folder = path.join(folder, 'none')), 'There is no folder']
])('refuses %s', async (_what, prepare, message) => {
  const whole = folder
  prepare()
  await expect(open()).rejects.toThrow(message)
  folder = whole
})

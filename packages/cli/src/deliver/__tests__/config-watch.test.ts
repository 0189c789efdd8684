import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigWatch } from '../config-watch'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'config-watch-'))
const file = path.join(folder, 'delivery.yaml')
let watch: ConfigWatch
let saved: number

beforeEach(() => {
  fs.writeFileSync(file, 'a')
  saved = 0
  watch = new ConfigWatch({ file, text: 'a' }, () => saved++)
})
afterEach(() => watch.close())
afterAll(() => fs.rmSync(folder, { recursive: true }))

async function untilSaved(): Promise<void> {
  while (saved === 0) await sleep(50)
}

it('tells of a file that was written', async () => {
  fs.writeFileSync(file, 'bb')
  await untilSaved()

  expect(saved).toBe(1)
})

it('tells of a file that was saved after it was read, before it was watched', async () => {
  watch.close()
  fs.writeFileSync(file, 'bb')
  watch = new ConfigWatch({ file, text: 'a' }, () => saved++)
  await untilSaved()

  expect(saved).toBe(1)
})

it('tells once of a file that another one took the place of, after it was gone', async () => {
  fs.rmSync(file)
  await sleep(700)
  fs.writeFileSync(`${file}.new`, 'bb')
  fs.renameSync(`${file}.new`, file)
  await untilSaved()

  expect(saved).toBe(1)
})

it('does not tell of a file that was saved as it was', async () => {
  fs.writeFileSync(file, 'a')
  await sleep(1200)

  expect(saved).toBe(0)
})

import { setTimeout as sleep } from 'node:timers/promises'
import { PeriodicJobs } from '../periodic-jobs'

let said: string[]
let jobs: PeriodicJobs
beforeEach(() => {
  said = []
  const line = (_values: object, message: string) => void said.push(message)
  jobs = new PeriodicJobs({ info: line, warn: line, error: line })
})
afterEach(() => jobs.stop())

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(1)
}

it('does a job again and again, one at a time', async () => {
  let times = 0
  let under = 0
  let most = 0
  jobs.every(1, 'Working', async () => {
    most = Math.max(most, ++under)
    await sleep(3)
    under--
    times++
  })
  await until(() => times >= 3)
  expect(most).toBe(1)
  expect(jobs.problems).toEqual([])
})

it('tells of a failure until the job succeeds, and logs it once', async () => {
  let times = 0
  let isBroken = true
  jobs.every(1, 'Working', async () => {
    times++
    if (isBroken) throw new Error('No.')
  })
  await until(() => times >= 3)
  expect(jobs.problems).toEqual(['Working failed: No.'])
  isBroken = false
  await until(() => jobs.problems.length === 0)
  expect(said).toEqual(['Working failed. It is tried again.', 'Working works again.'])
})

it('waits for the job under way when it stops, and starts none after', async () => {
  let begun = 0
  let ended = 0
  jobs.every(1, 'Working', async () => {
    begun++
    await sleep(10)
    ended++
  })
  await until(() => begun === 1)
  await jobs.stop()
  expect(ended).toBe(1)
  await sleep(20)
  expect(begun).toBe(1)
})

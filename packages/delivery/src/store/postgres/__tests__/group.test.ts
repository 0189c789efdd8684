import { setTimeout as sleep } from 'node:timers/promises'
import { Group } from '../group'

const unavailable = new Error('The server is away.')

function groupOf(carryOut: (requests: number[]) => Promise<(number | Error)[]>, limits = { size: 10, atOnce: 1 }) {
  return new Group<number, number>(
    carryOut,
    (error) => error === unavailable,
    (size) => size,
    limits
  )
}

it('carries out together what is asked for while a group is under way', async () => {
  const groups: number[][] = []
  let end = () => undefined as void
  const ended = new Promise<void>((resolve) => (end = resolve))
  const group = groupOf(async (requests) => {
    groups.push(requests)
    await ended
    return requests
  })
  const first = group.call(1)
  while (groups.length === 0) await sleep(1)
  const second = group.call(2)
  // If it did not wait for the first group, it would be carried out now.
  await sleep(1)
  const third = group.call(3)
  end()
  expect(await Promise.all([first, second, third])).toEqual([1, 2, 3])
  expect(groups).toEqual([[1], [2, 3]])
})

it('makes groups of a size, and takes what is larger alone', async () => {
  const groups: number[][] = []
  const group = groupOf(async (requests) => {
    groups.push(requests)
    return requests
  })
  await Promise.all([4, 6, 50, 1].map((size) => group.call(size)))
  expect(groups).toEqual([[4, 6], [50], [1]])
})

it('carries out as many groups at once as it may', async () => {
  let [running, most] = [0, 0]
  const group = groupOf(
    async (requests) => {
      most = Math.max(most, ++running)
      await sleep(2)
      running--
      return requests
    },
    { size: 1, atOnce: 2 }
  )
  await Promise.all([1, 1, 1, 1, 1].map((size) => group.call(size)))
  expect(most).toBe(2)
})

it('rejects a call whose answer is an error, and no other', async () => {
  const group = groupOf(async (requests) => requests.map((one) => (one === 2 ? new Error('Too large.') : one)))
  const answers = await Promise.allSettled([1, 2, 3].map((one) => group.call(one)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('tries each call alone if their group fails, so that one of them does not fail the others', async () => {
  const group = groupOf(async (requests) => {
    if (requests.includes(2)) throw new Error('This one is refused.')
    return requests
  })
  const answers = await Promise.allSettled([1, 2, 3].map((one) => group.call(one)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('fails all calls at once if the store cannot be used', async () => {
  let times = 0
  const group = groupOf(async () => {
    times++
    throw unavailable
  })
  const answers = await Promise.allSettled([1, 2, 3].map((one) => group.call(one)))
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(times).toBe(1)
})

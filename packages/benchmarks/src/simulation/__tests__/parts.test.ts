import { created } from '@partner-destinations/delivery/machine/transitions'
import { Draws } from '../draws'
import { Heap } from '../heap'
import { Lanes } from '../lanes'
import type { Job } from '../lanes'
import { Station } from '../station'
import { Timeline } from '../timeline'

it('A heap gives its items in their order, whatever order they came in', () => {
  const draws = new Draws(7)
  const numbers = Array.from({ length: 200 }, () => draws.below(50))
  const heap = new Heap<number>((one, other) => one < other)
  for (const number of numbers) heap.push(number)

  expect(numbers.map(() => heap.pop())).toEqual([...numbers].sort((one, other) => one - other))
  expect(heap.pop()).toBeUndefined()
})

describe('A timeline', () => {
  it('has things happen by their times, and those of one time in the order in which they were planned', () => {
    const timeline = new Timeline()
    const happened: string[] = []
    const plan = (milliseconds: number, name: string) => timeline.after(milliseconds, () => happened.push(name))
    plan(5, 'third')
    plan(2, 'first')
    plan(2, 'second')
    timeline.run()

    expect(happened).toEqual(['first', 'second', 'third'])
    expect(timeline.now).toBe(5)
  })

  it('stops at the time that it is to run until', () => {
    const timeline = new Timeline()
    let isLate = false
    timeline.after(5, () => (isLate = true))
    timeline.run(4)

    expect([timeline.now, isLate]).toEqual([4, false])
  })
})

it('A station does as many jobs at a time as it has servers, and the others wait in their order', () => {
  const timeline = new Timeline()
  const waited: number[] = []
  const done: string[] = []
  const station = new Station(timeline, 2, (milliseconds) => waited.push(milliseconds))
  for (const [name, milliseconds] of Object.entries({ a: 3, b: 5, c: 4, d: 1 })) {
    station.serve(milliseconds, () => done.push(`${name} at ${timeline.now}`))
  }
  timeline.run()

  expect(done).toEqual(['a at 3', 'b at 5', 'd at 6', 'c at 7'])
  expect(waited).toEqual([0, 0, 3, 5])
  expect(station.workedMs).toBe(13)
})

describe('Random times', () => {
  it.each([
    ['exponential', (draws: Draws) => draws.exponential(20)],
    ['log-normal', (draws: Draws) => draws.logNormal(20, 0.5)]
  ])('have the mean that was asked for: %s', (_name, draw) => {
    const draws = new Draws(3)
    const times = Array.from({ length: 50_000 }, () => draw(draws))

    expect(times.reduce((sum, time) => sum + time, 0) / times.length).toBeCloseTo(20, 0)
  })

  it('are the same for the same seed', () => {
    const three = (seed: number) => {
      const draws = new Draws(seed)
      return [draws.part(), draws.part(), draws.part()]
    }
    expect(three(1)).toEqual(three(1))
    expect(three(1)).not.toEqual(three(2))
  })
})

describe('The lanes of a destination', () => {
  const job = (id: number, user: number): Job => ({
    id,
    user,
    acceptedAt: 0,
    delivery: created('pending'),
    dueAt: 0,
    inLane: true
  })
  const lanesOf = (...jobs: Job[]) => {
    const lanes = new Lanes()
    for (const one of jobs) lanes.add(one)
    return lanes
  }

  it('give the next delivery of a user only when the one before has left', () => {
    const first = job(1, 10)
    const lanes = lanesOf(first, job(2, 10), job(3, 20))

    expect([lanes.take(0)?.id, lanes.take(0)?.id, lanes.take(0)?.id]).toEqual([1, 3, undefined])
    lanes.leave(first)
    expect(lanes.take(0)?.id).toBe(2)
  })

  it('give a retry once it is due, before what is new', () => {
    const first = job(1, 10)
    const lanes = lanesOf(first, job(2, 10), job(3, 20), job(4, 30))
    lanes.take(0)
    lanes.retry(Object.assign(first, { dueAt: 5 }))

    expect(lanes.take(4)?.id).toBe(3)
    expect(lanes.take(5)?.id).toBe(1)
    expect(lanes.take(5)?.id).toBe(4)
  })

  it('go on once, when what held them back leaves twice', () => {
    const first = job(1, 10)
    const lanes = lanesOf(first, job(2, 10), job(3, 10))
    lanes.take(0)
    lanes.leave(first)
    lanes.leave(first)

    expect([lanes.take(0)?.id, lanes.take(0)?.id]).toEqual([2, undefined])
  })
})

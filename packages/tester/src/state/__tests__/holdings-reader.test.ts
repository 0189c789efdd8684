import type { Holdings } from '@partner-destinations/server/wire'
import { readHoldings } from '../../server/server'
import { HoldingsReader } from '../holdings-reader'

jest.mock('../../server/server')

/** Answers of the server that are still to come. */
let answers: { resolve: (holdings: Holdings) => void; reject: () => void }[]
const read = jest.fn()

async function answer(holdings?: Holdings) {
  const next = answers.shift()
  if (holdings) next?.resolve(holdings)
  else next?.reject()
  await new Promise(setImmediate)
}

beforeEach(() => {
  answers = []
  read.mockClear()
  jest
    .mocked(readHoldings)
    .mockImplementation(
      () => new Promise((resolve, reject) => answers.push({ resolve, reject: () => reject(new Error('gone')) }))
    )
})

describe('the reader of what the sandbox holds', () => {
  it('asks once more, and not more often, when it is asked while it waits', async () => {
    const reader = new HoldingsReader('wigzo', read)
    for (let times = 0; times < 100; times += 1) reader.read()
    expect(answers).toHaveLength(1)
    await answer({ users: [] })
    expect(answers).toHaveLength(1)
    await answer({ users: [{ userId: 'u' }] })
    expect(answers).toHaveLength(0)
    expect(read.mock.calls).toEqual([[{ users: [] }], [{ users: [{ userId: 'u' }] }]])
  })

  it('goes on after the server could not be reached', async () => {
    const reader = new HoldingsReader('wigzo', read)
    reader.read()
    await answer()
    expect(read).not.toHaveBeenCalled()
    reader.read()
    await answer({})
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('tells nothing after it has ended', async () => {
    const reader = new HoldingsReader('wigzo', read)
    reader.read()
    reader.read()
    reader.end()
    await answer({})
    reader.read()
    expect(read).not.toHaveBeenCalled()
    expect(answers).toHaveLength(0)
  })
})

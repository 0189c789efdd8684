import { BadCallError } from '@partner-destinations/runner/bad-call'
import type { Outcome } from '@partner-destinations/runner/wire'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Delivery } from '../deliveries'
import type { FailedOut } from '../failed-out'
import { Interruption } from '../interruption'
import { sendAll } from '../send-all'
import { Tally } from '../tally'

const sent: Outcome = { steps: [] }
const failed: Outcome = {
  steps: [{ statusCode: 422, message: 'Taken.', errorClass: 'APIError', retry: false, requestError: true }]
}

function line(number: number): Delivery {
  return { name: `line ${number}`, places: [number], payload: () => ({ number }), text: () => `event ${number}` }
}

/** Sends lines in a way that tells what became of each. */
async function sendLines(
  deliveries: AsyncIterator<Delivery> | Delivery[],
  send: (payload: unknown) => Promise<Outcome>
) {
  const tally = new Tally()
  const written: string[] = []
  const reported: string[] = []
  const interruption = new Interruption()
  const failedOut = { add: (text: string) => void written.push(text) } as unknown as FailedOut
  const report = { add: ({ name }: Delivery) => void reported.push(name), end: () => undefined }
  const all = Array.isArray(deliveries) ? each(deliveries) : deliveries
  try {
    const stopped = await sendAll(all, send, { report, tally, failedOut, onProgress: () => undefined }, interruption)
    return {
      stopped,
      counts: tally.counts,
      reasons: tally.groups('failed').map(({ reason }) => reason),
      written,
      reported
    }
  } finally {
    interruption.close()
  }
}

async function* each<T>(values: T[]): AsyncGenerator<T> {
  yield* values
}

describe('sendAll', () => {
  it('goes on after a line that fails, and hands the failed ones to the file', async () => {
    const bad: Delivery = {
      ...line(2),
      payload: () => {
        throw new BadInputError('line 2 is not valid JSON.')
      }
    }
    const { stopped, ...result } = await sendLines([line(1), bad, line(3), line(4)], async (payload) =>
      (payload as { number: number }).number === 3 ? failed : sent
    )
    expect(stopped).toBeUndefined()
    expect(result).toEqual({
      counts: { done: 2, failed: 2, skipped: 0 },
      reasons: ['The line is not valid JSON.', 'APIError, status 422: Taken.'],
      written: ['event 2', 'event 3'],
      reported: ['line 1', 'line 2', 'line 3', 'line 4']
    })
  })

  it('sends one event at a time', async () => {
    let underWay = 0
    let most = 0
    await sendLines([line(1), line(2), line(3)], async () => {
      most = Math.max(most, ++underWay)
      await new Promise((resolve) => setImmediate(resolve))
      underWay--
      return sent
    })
    expect(most).toBe(1)
  })

  it('ends with the reason when no call can be made, such as with wrong settings', async () => {
    const send = async () => {
      throw new BadCallError('The token is missing.')
    }
    await expect(sendLines([line(1), line(2)], send)).rejects.toThrow('The token is missing.')
  })

  it('takes a call that cannot be made for a failed event, when others were made', async () => {
    const { counts, reasons } = await sendLines([line(1), line(2), line(3)], async (payload) => {
      if ((payload as { number: number }).number === 2) throw new BadCallError('The mapping is not valid.')
      return sent
    })
    expect(counts).toEqual({ done: 2, failed: 1, skipped: 0 })
    expect(reasons).toEqual(['The mapping is not valid.'])
  })

  it('waits at Ctrl+C for the answer, and says after which line it stopped', async () => {
    const { stopped, counts } = await sendLines([line(1), line(2), line(3)], async (payload) => {
      if ((payload as { number: number }).number === 2) process.emit('SIGINT')
      await new Promise((resolve) => setImmediate(resolve))
      return sent
    })
    expect(stopped).toEqual({ after: 2 })
    expect(counts).toEqual({ done: 2, failed: 0, skipped: 0 })
  })

  it('does not wait at a second Ctrl+C, and counts the event as failed', async () => {
    const { stopped, counts, written } = await sendLines([line(1), line(2), line(3)], (payload) => {
      if ((payload as { number: number }).number === 1) return Promise.resolve(sent)
      setImmediate(() => process.emit('SIGINT') && process.emit('SIGINT'))
      return new Promise(() => undefined)
    })
    expect(stopped).toEqual({ after: 2 })
    expect(counts).toEqual({ done: 1, failed: 1, skipped: 0 })
    expect(written).toEqual(['event 2'])
  })

  it('ends at Ctrl+C also while it waits for more of the input', async () => {
    async function* slow() {
      yield line(1)
      setImmediate(() => process.emit('SIGINT'))
      await new Promise(() => undefined)
    }
    const { stopped, counts } = await sendLines(slow(), async () => sent)
    expect(stopped).toEqual({ after: 1 })
    expect(counts).toEqual({ done: 1, failed: 0, skipped: 0 })
  })

  it('leaves Ctrl+C alone afterwards', async () => {
    const before = process.listenerCount('SIGINT')
    await sendLines([line(1)], async () => sent)
    expect(process.listenerCount('SIGINT')).toBe(before)
  })
})

import { LiveOutput } from '../live-output'

beforeEach(() => void jest.useFakeTimers({ doNotFake: [] }))
afterEach(() => void jest.useRealTimers())

const metrics = async () => 'delivery_received_total{source="shop",outcome="accepted"} 5\n'

function outputTo(isTTY: boolean) {
  const written: string[] = []
  const output = new LiveOutput({ isTTY, columns: 80, write: (text: string) => written.push(text) })
  return { written, output }
}

it('shows the counts on a terminal, and writes other lines above them', async () => {
  const { written, output } = outputTo(true)
  output.show(metrics)
  await jest.advanceTimersByTimeAsync(1000)
  output.write('A log line\n')
  output.close()
  await jest.advanceTimersByTimeAsync(5000)

  expect(written).toEqual([
    '\rreceived 5, delivered 0, failed 0, filtered 0, pending 0, 0/s\u001b[K',
    '\r\u001b[K',
    'A log line\n'
  ])
})

it('shows no counts when it is piped', async () => {
  const { written, output } = outputTo(false)
  output.show(metrics)
  output.write('A log line\n')
  await jest.advanceTimersByTimeAsync(10_000)

  expect(written).toEqual(['A log line\n'])
})

it('goes on when the figures cannot be read', async () => {
  const { written, output } = outputTo(true)
  let isBroken = true
  output.show(async () => {
    if (isBroken) throw new Error('The store does not answer.')
    return ''
  })
  await jest.advanceTimersByTimeAsync(1000)
  isBroken = false
  await jest.advanceTimersByTimeAsync(1000)

  expect(written).toHaveLength(1)
})

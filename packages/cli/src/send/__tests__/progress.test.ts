import { Progress } from '../progress'

function progressOn(output: { isTTY: boolean; columns: number }) {
  let now = 0
  let text = ''
  const write = (piece: string) => (text += piece)
  const progress = new Progress({ ...output, write }, () => now)
  return { progress, written: () => text, wait: (milliseconds: number) => (now += milliseconds) }
}

describe('Progress', () => {
  it('writes over its line on a terminal, at most ten times a second, and takes it away at the end', () => {
    const { progress, written, wait } = progressOn({ isTTY: true, columns: 80 })
    for (let event = 1; event <= 30; event++) {
      wait(10)
      progress.update(() => `${event} events`)
    }
    progress.clear()
    progress.clear()
    expect(written()).toBe('\r10 events\u001b[K\r20 events\u001b[K\r30 events\u001b[K\r\u001b[K')
  })

  it('never begins a second line on a terminal', () => {
    const { progress, written, wait } = progressOn({ isTTY: true, columns: 10 })
    wait(100)
    progress.update(() => 'x'.repeat(50))
    expect(written()).toBe(`\r${'x'.repeat(9)}\u001b[K`)
  })

  it('writes a plain line every five seconds elsewhere', () => {
    const { progress, written, wait } = progressOn({ isTTY: false, columns: 80 })
    for (let event = 1; event <= 12; event++) {
      wait(1000)
      progress.update(() => `${event} events`)
    }
    progress.clear()
    expect(written()).toBe('5 events\n10 events\n')
  })
})

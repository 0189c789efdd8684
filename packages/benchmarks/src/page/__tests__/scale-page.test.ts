import { scalePage } from '../scale-page'
import { delivery as withTls, deliveryMemory } from './delivery-results'
import { postgres, simulation } from './scale-results'

/** The workers' action without TLS too: the costliest action with TLS takes 100 µs more. */
const [, costly] = withTls.cases
const withoutTls = { ...costly, protocol: 'http' as const, cpu: { ...costly.cpu, delivery: 200 } }
const delivery = { ...withTls, cases: [...withTls.cases, withoutTls] }

describe('The page about scale', () => {
  const text = scalePage({ delivery, deliveryMemory, simulation, postgres })
  const lines = text.split('\n')

  it('says how many deliveries are in flight, and which concurrency they need', () => {
    // 250 ms each, at 70 %; a process takes 1,000 at most.
    expect(lines).toContain('| 100 | 25 | 36 | 1 |')
    expect(lines).toContain('| 10,000 | 2,500 | 3,572 | 4 |')
    expect(text).toContain('one process delivers up to 16 ÷ 0.25 s = 64 events a second')
  })

  describe('with a file', () => {
    it('divides what a thread can do at 70 % by what an event takes', () => {
      // The main thread takes 40 µs, and the store's thread 50 µs.
      expect(text).toContain('1,000,000 µs × 0.7 ÷ 40 µs = 17,500 events a second')
      expect(text).toContain('1,000,000 µs × 0.7 ÷ 50 µs = 14,000 events a second')
      expect(text).toContain('handles at most about 14,000 events a second')
    })

    it('says what loads need', () => {
      // 350 µs of CPU at 70 % are 0.05 cores, 5 and 500; a week of 1,000 bytes at 100 a second is 60.48 GB.
      expect(lines).toContain('| 100 | 1 | 1 | 60 GB | 41 |')
      expect(lines).toContain('| 10,000 | 5 | 1 | 6,048 GB | 780 |')
      expect(lines).toContain('| 1,000,000 | 500 | 72 | 604,800 GB | 77,980 |')
    })
  })

  describe('with PostgreSQL', () => {
    it('shows what was measured', () => {
      expect(lines).toContain('| CPU time of a worker for an event: Costly one, without TLS | 700 µs |')
      expect(lines).toContain('| what the costliest action with TLS takes more, in one process | 100 µs |')
      expect(lines).toContain('| CPU time of the server for an event: claim, settle and vacuum | 140 µs |')
      expect(lines).toContain('| deliveries that 2 processes alone claim and settle, in hundreds | 9,000 a second |')
      expect(lines).toContain('| the same right after a checkpoint, while 2,000,000 deliveries wait | 9,000 bytes |')
    })

    it('says what one database handles: the least of its limits', () => {
      // The server takes 60 µs to accept, 100 to claim and settle, and 40 to vacuum.
      expect(lines).toContain('| CPU of the server | 16 × 1,000,000 µs × 0.7 ÷ 200 µs | 56,000 |')
      expect(lines).toContain('| transactions that wait for the disk | 5,000 × 0.7 ÷ 0.050 | 70,000 |')
      expect(lines).toContain('| bytes of write-ahead log | 250,000,000 × 0.7 ÷ 4,000 | 43,750 |')
      expect(text).toContain('one database handles at most about 43,750 events a second')
      expect(text).toContain('that together get less than 43,750 events a second')
    })

    it('says when it handles less', () => {
      expect(text).toContain('At 100 a second, one by one, each took 2.0 transactions and 900 µs of the server.')
      expect(text).toContain('250,000,000 × 0.7 ÷ 9,000 = 19,444 events a second')
    })

    it('says what loads need', () => {
      // 70 µs of intake, 800 µs of a worker, 200 µs of the server; four cores are a worker process with 9 connections.
      expect(lines).toContain('| 100 | 1 | 1 | 1 | 1 | 18 | 121 GB | 117 |')
      expect(lines).toContain('| 10,000 | 1 | 12 | 1 | 3 | 36 | 12,096 GB | 1,770 |')
      expect(lines).toContain('| 1,000,000 | 100 | 1,143 | 23 | 286 | 3,474 | 1,209,600 GB | 174,475 |')
    })

    it('is left out if it was not measured', () => {
      expect(scalePage({ delivery, simulation })).not.toContain('## With PostgreSQL')
    })
  })

  describe('about a vendor that is down', () => {
    it('says what waits after four hours, and when the backlog is full', () => {
      expect(lines).toContain('| 100 | 1,440,000 | 1 GB | 2 h 47 min |')
      expect(lines).toContain('| 10,000 | 144,000,000 | 144 GB | 100 s |')
      expect(text).toContain('4 h × 0.7 ÷ 0.3 = 9 h 20 min')
    })

    it('shows the figures of the simulation beside those of the arithmetic', () => {
      expect(lines).toContain(
        '| deliveries that wait when the vendor is back | 30 ÷ 3 × 14,400 s | 144,000 | 143,000 |'
      )
      expect(lines).toContain('| time to catch up | 144,000 ÷ (10 ÷ 0.25 s − 30 ÷ 3) | 1 h 20 min | 1 h 21 min |')
      expect(text).toContain('1.8 ms before the outage, and 1.8 ms during it. No delivery failed.')
      expect(text).toContain('14,400 ÷ (1.64 − 1.00) = 6 h 15 min to catch up. The simulation says 6 h 12 min.')
    })

    it('says so if deliveries fail, or lose the order of their user', () => {
      const outage = { ...simulation.outage, failed: 2, overtaken: { marked: 5, unmarked: 3 } }
      const worse = scalePage({ delivery, simulation: { ...simulation, outage } })

      expect(worse).toContain('2 deliveries failed. 3 deliveries arrived after a later one of the same user')
      expect(worse).toContain('and 5 did that were marked as out of order')
    })
  })

  it('shows how the simulation agrees', () => {
    expect(lines).toContain('| 90 % | 5.9 / 5.9 | 28.9 / 29.1 | 45.0 / 44.9 | 9.0 h / 8.9 h |')
    expect(lines).toContain('| file | 10,000 | 8 | 68.0 % / 68.1 % | 0 / -5 |')
    expect(lines).toContain('| PostgreSQL | 10,000 | 4 | 100.0 % / 100.0 % | 2,652 / 2,630 |')
  })
})

import type { CaseResults, EventResults } from '../../events/results'
import type { MemoryResults } from '../../memory/results'
import type { ToolResults } from '../../tools/results'
import { page } from '../page'

const machine = { processor: 'Some CPU', cores: 2, memory: 16, system: 'Linux 6.1', node: 'v22.0.0' }
const MACHINE = 'Measured on 2 cores of Some CPU, 16 GiB of memory, Linux 6.1, Node v22.0.0.'
const MB = 1024 ** 2

const spread = (median: number) => ({ median, low: median - 0.01, high: median + 0.02 })

function result(name: string, toMinimal: number, own?: number, calls = ['POST /a'], prepared = 1.1): CaseResults {
  return {
    name,
    calls,
    bodyBytes: 1234,
    wireBytes: 2345,
    cpu: { action: 700.4, minimal: 600, bare: 100 },
    perSecond: { action: 1400, minimal: 1600, bare: 9000 },
    toMinimal: spread(toMinimal),
    toBare: spread(7),
    preparedToAction: own === undefined ? undefined : spread(prepared),
    shares: own === undefined ? undefined : { own, ownWithNode: 0.05, mapping: 0.2, subscription: 0.01 }
  }
}

const events: EventResults = {
  machine,
  rounds: 20,
  events: 300,
  inFlight: 16,
  cases: [
    result('Good one', 1.1, 0.03),
    result('Costly one', 1.11, 0.031, ['POST /a', 'POST /b'], 1.11),
    result('Other one', 1.5)
  ]
}

const tools: ToolResults = {
  machine,
  rounds: 7,
  serveReady: { median: 1500, low: 1400, high: 1600 },
  saveToLive: { median: 600, low: 500, high: 700 },
  emptyNode: { median: 50, low: 49, high: 51 },
  typeCheck: { median: 3000, low: 2900, high: 3100 },
  catalog: {
    destinations: 217,
    serveAll: { median: 1800, low: 1700, high: 1900 },
    serveOne: { median: 1500, low: 1450, high: 1550 },
    firstAnswer: { median: 120, low: 110, high: 130 },
    toServeReady: {
      all: { median: 1.2, low: 1.15, high: 1.3 },
      one: { median: 1, low: 0.95, high: 1.05 }
    }
  },
  test: 61_000
}

const memory: MemoryResults = {
  machine,
  destination: 'acme',
  readings: [
    { events: 10_000, server: { heap: 80 * MB, rss: 200 * MB }, destinations: { heap: 17 * MB, rss: 90 * MB } },
    { events: 1_000_000, server: { heap: 82 * MB, rss: 210 * MB }, destinations: { heap: 17.5 * MB, rss: 95 * MB } }
  ]
}

describe('The page of the benchmarks', () => {
  it('compares each action with (a) and (c), and shows in bold what is above a goal, not what just meets it', () => {
    const lines = page({ events }).split('\n')

    expect(lines).toContain('| Good one | 1.10 (1.09–1.12) | 7.00 (6.99–7.02) | 3.0 % | 5.0 % | 20.0 % | 1.0 % |')
    expect(lines).toContain(
      '| Costly one | **1.11 (1.10–1.13)** | 7.00 (6.99–7.02) | **3.1 %** | 5.0 % | 20.0 % | 1.0 % |'
    )
    expect(lines).toContain('| Other one | 1.50 (1.49–1.52) | 7.00 (6.99–7.02) |')
  })

  it('compares the runner with the framework alone, and shows in bold what is above the goal', () => {
    const section = page({ events }).split('### Delivery by the runner')[1].split('###')[0]

    expect(section.match(/^\| .*one .*$/gm)).toEqual([
      '| Good one | 1.10 (1.09–1.12) |',
      '| Costly one | **1.11 (1.10–1.13)** |'
    ])
  })

  it('has no section about the runner if it was not measured', () => {
    const cases = events.cases.map((one) => ({ ...one, preparedToAction: undefined }))

    expect(page({ events: { ...events, cases } })).not.toContain('runner')
  })

  it('states requests and bytes, and lists the requests if there are several', () => {
    const lines = page({ events }).split('\n')

    expect(lines).toContain('| Costly one | 2 | 1,234 | 2,345 |')
    expect(lines).toContain('- Costly one: `POST /a`, `POST /b`')
    expect(lines).not.toContain('- Good one: `POST /a`')
  })

  it('compares the time of the tools with Node and TypeScript alone', () => {
    const text = page({ tools })

    expect(text).toContain('| `./bin/run serve`, from start to ready | 1.50 s (1.40 s–1.60 s) | 30.0 | 0.50 |')
    expect(text).toContain('the 217 cloud-mode destinations')
    expect(text).toContain('| `serve` of all, from start to ready | 1.80 s (1.70 s–1.90 s) | 1.20 (1.15–1.30) |')
    expect(text).toContain('took 61.00 s in one run')
  })

  it('says by how much the heaps grew', () => {
    const text = page({ memory })

    expect(text).toContain('| 1,000,000 | 82.0 MiB | 210.0 MiB | 17.5 MiB | 95.0 MiB |')
    expect(text).toContain('the heaps of both changed by 2.5 MiB')
    expect(text).toContain('`POST /acme/event`')
  })

  it.each([
    ['events', { events }],
    ['tools', { tools }],
    ['memory', { memory }]
  ])('shows absolute figures of %s only together with the machine', (_part, results) => {
    expect(page(results)).toContain(MACHINE)
  })

  it('has no section about a part that was never run', () => {
    const headings = (text: string) => text.match(/^## .*$/gm)

    expect(headings(page({ memory }))).toEqual(['## Memory of `serve`'])
    expect(headings(page({ events, tools, memory }))).toEqual(['## Events', '## Tools', '## Memory of `serve`'])
  })
})

import { machine } from '../machine'
import type { EventResults } from './results'
import { CaseContest } from './contest'
import { comparableCases } from './comparable-cases'
import { ourCases } from './our-cases'
import { VendorAgent } from './vendor-agent'
import { VendorServer } from './vendor-server'

const WARM_UP_EVENTS = 1_000
const ROUNDS = 20
/** Events of each contestant in each round. */
const EVENTS = 300
/** Events under way at a time: enough that the process never waits. */
const IN_FLIGHT = 16
const PROFILED_EVENTS = 5_000

/** Measures every action and its rivals, in rounds in which each has a turn. */
export async function benchmarkEvents(): Promise<EventResults> {
  const cases = [...ourCases, ...comparableCases]
  const server = await VendorServer.start([...new Set(cases.map(({ host }) => host))])
  const agent = new VendorAgent(server)
  const contests: CaseContest[] = []
  try {
    for (const [index, one] of cases.entries()) {
      contests.push(await CaseContest.prepare(one, server, agent, IN_FLIGHT, index < ourCases.length))
    }
    for (const contest of contests) await contest.warmUp(WARM_UP_EVENTS)
    for (let round = 0; round < ROUNDS; round++) {
      console.log(`Events: round ${round + 1} of ${ROUNDS}`)
      for (const contest of contests) await contest.round(round, EVENTS)
    }
    const results = contests.map((contest) => contest.results())
    for (const index of ourCases.keys()) results[index].shares = await contests[index].shares(PROFILED_EVENTS)
    return { machine: machine(), rounds: ROUNDS, events: EVENTS, inFlight: IN_FLIGHT, cases: results }
  } finally {
    await Promise.all(contests.map((contest) => contest.close()))
    agent.close()
    await server.stop()
  }
}

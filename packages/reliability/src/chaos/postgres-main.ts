import { parseArgs } from 'node:util'
import { postgresChaos } from './postgres-chaos'
import { tellResult } from './tell-result'

/** `npm run chaos:postgres`: has processes and PostgreSQL fail again and again, and reconciles the books. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '100' },
      events: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) }
    }
  })
  const [faults, events, seed] = [Number(values.faults), Number(values.events), Number(values.seed)]
  if (![faults, events].every((one) => Number.isInteger(one) && one >= 0) || !Number.isInteger(seed)) {
    throw new Error('--faults and --events must be whole numbers from 0, and --seed a whole number.')
  }
  console.log(`Seed ${seed}`)
  const result = await postgresChaos({
    faults,
    events,
    between: [1_000, 6_000],
    users: 200,
    seed,
    say: (line) => console.log(line)
  })
  tellResult(result)
}

void main()

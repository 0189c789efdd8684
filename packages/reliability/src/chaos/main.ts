import { parseArgs } from 'node:util'
import { chaos } from './chaos'
import { tellResult } from './tell-result'

/** `npm run chaos`: kills the engine again and again, and reconciles the books. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) }
    }
  })
  const [kills, seed] = [Number(values.kills), Number(values.seed)]
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
    throw new Error('--kills must be a whole number from 1, and --seed a whole number.')
  }
  console.log(`Seed ${seed}`)
  const result = await chaos({
    kills,
    between: [500, 4_000],
    users: 200,
    eventsAUser: 100_000,
    seed,
    say: (line) => console.log(line)
  })
  tellResult(result)
}

void main()

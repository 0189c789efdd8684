import { parseArgs } from 'node:util'
import { chaos } from './chaos'

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
  const { problems, ...figures } = await chaos({
    kills,
    between: [500, 4_000],
    users: 200,
    eventsAUser: 100_000,
    seed,
    say: (line) => console.log(line)
  })
  console.log(JSON.stringify(figures, undefined, 2))
  for (const problem of problems.slice(0, 50)) console.error(problem)
  if (problems.length > 0) {
    console.error(`${problems.length} problems.`)
    process.exitCode = 1
  }
}

void main()

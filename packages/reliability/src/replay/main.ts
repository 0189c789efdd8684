import { parseArgs } from 'node:util'
import { proveReplay } from './replay-proof'

/** `npm run prove:replay`: replays a file while the command and the engine are killed, and compares the books. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '1000000' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) }
    }
  })
  const [events, kills, seed] = [Number(values.events), Number(values.kills), Number(values.seed)]
  if (![events, kills].every((one) => Number.isInteger(one) && one >= 1) || !Number.isInteger(seed)) {
    throw new Error('--events and --kills must be whole numbers from 1, and --seed a whole number.')
  }
  console.log(`Seed ${seed}`)
  const { problems, ...figures } = await proveReplay({ events, kills, seed, say: (line) => console.log(line) })
  console.log(JSON.stringify(figures, undefined, 2))
  for (const problem of problems.slice(0, 50)) console.error(problem)
  if (problems.length > 0) {
    console.error(`${problems.length} problems.`)
    process.exitCode = 1
  }
}

void main()

import { parseArgs } from 'node:util'
import { tellResult } from '../chaos/tell-result'
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
  const result = await proveReplay({ events, kills, seed, say: (line) => console.log(line) })
  tellResult(result)
}

void main()

/** A program that tests kill: it accepts events as fast as it can, and prints the id of each that was acknowledged. */
import { noObserver } from '../../../observer'
import { openStore } from '../../open'
import type { NewEvent } from '../../store'

async function main([location, name]: string[]): Promise<void> {
  const retention = { deliveredMs: 1e9, failedMs: 1e9 }
  const store = await openStore(location, { mode: 'sandbox', maxBacklog: 1e9, retention }, Date.now, noObserver)
  for (let batch = 0; ; batch++) {
    const events = Array.from({ length: 20 }, (_, index): NewEvent => {
      const messageId = `${name}-${batch}-${index}`
      const delivery = {
        destination: 'wigzo',
        subscription: 'Purchases',
        state: 'pending',
        lane: `user-${index}`
      } as const
      return { source: 'shop', messageId, fingerprint: '', receivedAt: Date.now(), body: '{}', deliveries: [delivery] }
    })
    await store.accept(events)
    process.stdout.write(events.map(({ messageId }) => `${messageId}\n`).join(''))
  }
}

void main(process.argv.slice(2))

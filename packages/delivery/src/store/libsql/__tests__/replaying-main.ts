/** A program that tests kill: it stores the events of a replay as fast as it can, from where the replay is. */
import { noObserver } from '../../../observer'
import { openStore } from '../../open'
import type { NewEvent } from '../../store'

async function main([location, name]: string[]): Promise<void> {
  const retention = { deliveredMs: 1e9, failedMs: 1e9 }
  const store = await openStore(location, { mode: 'sandbox', maxBacklog: 1e9, retention }, Date.now, noObserver)
  const started = { identity: name, title: name, source: 'shop', options: {} }
  let { replay } = await store.startReplay(started, false)
  for (;;) {
    const { position: at } = replay
    const events = Array.from({ length: 20 }, (_, index): NewEvent => {
      const messageId = `record-${at.record + index}`
      const delivery = { destination: 'wigzo', subscription: 'Purchases', state: 'pending' } as const
      return { source: 'shop', messageId, fingerprint: '', receivedAt: Date.now(), body: '{}', deliveries: [delivery] }
    })
    const next = { ...at, record: at.record + events.length }
    const stored = await store.storeReplayed(replay.id, { at, events, skipped: 0, bad: 0, next, isLast: false })
    if (!stored) throw new Error('The replay is gone.')
    replay = stored
    process.stdout.write(events.map(({ messageId }) => `${messageId}\n`).join(''))
  }
}

void main(process.argv.slice(2))

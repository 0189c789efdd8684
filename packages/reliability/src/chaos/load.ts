import { setTimeout as wait } from 'node:timers/promises'
import { nameOf } from './marker'

/** Where the engine takes events in. */
export interface Intake {
  port: number
  writeKey: string
}

/** How many events are in a batch. */
const BATCH = 20

/** How long each group of users waits between two batches, in milliseconds: so long that deliveries keep up. */
const PAUSE = 250

/**
 * Sends each user's events in their order, as a library of Segment does: a batch that isn't acknowledged is sent again
 * unchanged.
 */
export class Load {
  /** The ids of the messages that the engine has acknowledged. */
  readonly acknowledged: string[] = []
  /** Batches that had to be sent again. */
  repeated = 0
  private running = true

  /**
   * @param intake where to send
   * @param users how many users there are
   * @param eventsAUser how many events each of them sends at most
   */
  constructor(private readonly intake: Intake, private readonly users: number, private readonly eventsAUser: number) {}

  /** Sends until all is sent, or `stop` is called. */
  async run(): Promise<void> {
    // The users of a group share batches. The groups send at the same time.
    const groups = 4
    await Promise.all(Array.from({ length: groups }, (_none, group) => this.runGroup(group, groups)))
  }

  /** Sends no further batches. */
  stop(): void {
    this.running = false
  }

  private async runGroup(group: number, groups: number): Promise<void> {
    const users = Array.from({ length: this.users }, (_none, user) => user).filter((user) => user % groups === group)
    let batch: Event[] = []
    for (let sequence = 0; sequence < this.eventsAUser; sequence++) {
      for (const user of users) {
        if (!this.running) return
        batch.push(event(user, sequence))
        if (batch.length < BATCH) continue
        await this.sendUntilAcknowledged(batch)
        await wait(PAUSE)
        batch = []
      }
    }
    if (batch.length > 0) await this.sendUntilAcknowledged(batch)
  }

  private async sendUntilAcknowledged(batch: Event[]): Promise<void> {
    const body = JSON.stringify({ batch, sentAt: new Date().toISOString() })
    const { port, writeKey } = this.intake
    const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`
    for (;;) {
      try {
        const url = `http://127.0.0.1:${port}/v1/batch`
        const response = await fetch(url, { method: 'POST', headers: { authorization }, body })
        await response.text()
        if (response.status === 200) {
          this.acknowledged.push(...batch.map(({ messageId }) => messageId))
          return
        }
        if (response.status < 429) throw new Error(`Intake refused a batch with ${response.status}.`)
      } catch (error) {
        // `fetch` throws a TypeError if the connection broke or was refused: the engine is dead or starting.
        if (!(error instanceof TypeError)) throw error
      }
      this.repeated++
      await wait(50)
    }
  }
}

type Event = ReturnType<typeof event>

function event(user: number, sequence: number) {
  const name = nameOf({ user, sequence })
  return { type: 'track', event: name, messageId: name, userId: `user-${user}`, properties: { sequence } }
}

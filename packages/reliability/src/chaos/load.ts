import { setTimeout as wait } from 'node:timers/promises'
import { nameOf } from './marker'

/** Where events are taken in. */
export interface Intake {
  /** Of the processes that take them. A batch goes to each in turn. */
  ports: number[]
  writeKey: string
}

/** How many events are in a batch. */
const BATCH = 20

/** How long each group of users waits between two batches, in milliseconds: so long that deliveries keep up. */
const PAUSE = 250

/** How long an answer may take, in milliseconds: as long as in Segment's library for Node. */
const PATIENCE = 10_000

/** How long to wait before a batch is sent again: the first time, and at most. Milliseconds. */
const FIRST_WAIT = 50
const LONGEST_WAIT = 1_000

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
  /** Requests, so that each goes to the next port. */
  private sent = 0

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
    for (let pause = FIRST_WAIT; !(await this.send(body)); pause = Math.min(2 * pause, LONGEST_WAIT)) {
      this.repeated++
      await wait(pause)
    }
    this.acknowledged.push(...batch.map(({ messageId }) => messageId))
  }

  /** @returns whether it was acknowledged */
  private async send(body: string): Promise<boolean> {
    const { ports, writeKey } = this.intake
    const url = `http://127.0.0.1:${ports[this.sent++ % ports.length]}/v1/batch`
    const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`
    try {
      const signal = AbortSignal.timeout(PATIENCE)
      const response = await fetch(url, { method: 'POST', headers: { authorization }, body, signal })
      await response.text()
      if (response.status !== 200 && response.status < 429) {
        throw new Error(`Intake refused a batch with ${response.status}.`)
      }
      return response.status === 200
    } catch (error) {
      // `fetch` throws a TypeError if the connection broke or was refused: the engine is dead or starting.
      if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return false
      throw error
    }
  }
}

type Event = ReturnType<typeof event>

function event(user: number, sequence: number) {
  const name = nameOf({ user, sequence })
  return { type: 'track', event: name, messageId: name, userId: `user-${user}`, properties: { sequence } }
}

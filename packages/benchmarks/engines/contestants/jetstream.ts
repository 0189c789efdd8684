import type { Attempts } from '../attempts'
import { load } from '../contestant'
import type { EngineEvent, OpenContestant } from '../contestant'

/** As much of the package `nats` as is used here. */
interface Nats {
  connect(options: { servers: string }): Promise<Connection>
}

interface Connection {
  jetstream(): {
    publish(subject: string, data: string): Promise<unknown>
    consumers: { get(stream: string, consumer: string): Promise<Consumer> }
  }
  jetstreamManager(): Promise<{
    streams: { add(config: object): Promise<unknown> }
    consumers: { add(stream: string, config: object): Promise<unknown> }
  }>
}

interface Consumer {
  consume(options: { max_messages: number }): Promise<AsyncIterable<Message> & { close(): Promise<unknown> }>
}

interface Message {
  string(): string
  /** Resolves when the server has noted it. */
  ackAck(): Promise<boolean>
  nak(delayMs: number): void
}

const retryMs = 200
/** Messages that a consumer without order has in flight. */
const mostInFlight = load.lists * load.perCall

const eventOf = (message: Message) => JSON.parse(message.string()) as EngineEvent

/** Settles a message. */
async function settle(message: Message, succeeded: boolean): Promise<void> {
  if (succeeded) await message.ackAck()
  else message.nak(retryMs)
}

/** Two streams: one that keeps no order, and one with a consumer for each user that has one message in flight. */
export const openJetStream: OpenContestant = async ({ url, alternative }) => {
  const connection = await alternative<Nats>('nats').connect({ servers: url })
  const jetstream = connection.jetstream()
  const manager = await connection.jetstreamManager()
  for (const name of ['any', 'ordered']) {
    await manager.streams.add({ name, subjects: [`${name}.>`], retention: 'workqueue', storage: 'file' })
  }
  const explicit = { ack_policy: 'explicit', ack_wait: 60e9 }
  await manager.consumers.add('any', { ...explicit, durable_name: 'all', max_ack_pending: mostInFlight })
  const users = new Map<string, Consumer>()
  const addUser = async (user: string) => {
    const config = { ...explicit, durable_name: user, filter_subject: `ordered.${user}`, max_ack_pending: 1 }
    await manager.consumers.add('ordered', config)
    users.set(user, await jetstream.consumers.get('ordered', user))
  }
  const publish = (stream: string, event: EngineEvent) =>
    jetstream.publish(`${stream}.${event.userId}`, JSON.stringify(event))
  const all = await jetstream.consumers.get('any', 'all')
  return {
    any: {
      accept: async (events) => {
        await Promise.all(events.map((event) => publish('any', event)))
      },
      deliver: async (attempts) => {
        const messages = await all.consume({ max_messages: mostInFlight })
        const ended = attemptAll(messages, attempts, mostInFlight)
        await attempts.done()
        return async () => {
          await messages.close()
          await ended
        }
      }
    },
    ordered: {
      accept: async (events) => {
        for (const { userId } of events) if (!users.has(userId)) await addUser(userId)
        await Promise.all(events.map((event) => publish('ordered', event)))
      },
      deliver: async (attempts) => {
        const consumed = await Promise.all([...users.values()].map((user) => user.consume({ max_messages: 10 })))
        const ended = consumed.map((messages) => attemptAll(messages, attempts, 1))
        await attempts.done()
        return async () => {
          await Promise.all(consumed.map((messages) => messages.close()))
          await Promise.all(ended)
        }
      }
    }
  }
}

/** Attempts what comes, so many messages at a time. */
async function attemptAll(messages: AsyncIterable<Message>, attempts: Attempts, atATime: number): Promise<void> {
  const incoming = messages[Symbol.asyncIterator]()
  const attemptOn = async () => {
    for (let next = await incoming.next(); !next.done; next = await incoming.next()) {
      const [succeeded] = await attempts.attempt([eventOf(next.value)])
      await settle(next.value, succeeded)
    }
  }
  await Promise.all(Array.from({ length: atATime }, attemptOn))
}

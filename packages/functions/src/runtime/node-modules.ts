/** What the framework and our own packages use of Node's modules; a function has only `crypto` and `https` of these. */

type Listener = (value: unknown) => void

/** Of `events`: each action of the framework is one. */
export class EventEmitter {
  private listeners: { type: string; listener: Listener }[] = []

  on(type: string, listener: Listener): this {
    this.listeners.push({ type, listener })
    return this
  }

  emit(type: string, value: unknown): boolean {
    const listening = this.listeners.filter((one) => one.type === type)
    for (const { listener } of listening) listener(value)
    return listening.length > 0
  }

  removeAllListeners(type: string): this {
    this.listeners = this.listeners.filter((one) => one.type !== type)
    return this
  }
}

/** Of `util`: shows what was thrown, if it was no error. */
export function inspect(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}

/** Of `http`: an answer always brings the words of its status. */
export const STATUS_CODES: Record<number, string | undefined> = {}

/** Of `stream`. */
export const Readable = {
  /** @throws Error because a function has whole bodies only */
  from(): never {
    throw new Error('A function has no streams. Read the body with text() or json().')
  }
}

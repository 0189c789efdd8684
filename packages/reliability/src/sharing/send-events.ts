/** The most events that a request has: a whole batch stays below the limit of 500 kB. */
const BATCH = 500

/** An event as its sender has it, apart from its type. */
export interface SentEvent {
  event: string
  userId: string
  integrations?: Record<string, boolean>
}

/**
 * Sends events by the Tracking API, a batch after the other.
 * @throws Error if one is refused
 */
export async function sendEvents(port: number, events: SentEvent[]): Promise<void> {
  const authorization = `Basic ${Buffer.from('demo:').toString('base64')}`
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH).map((event) => ({ type: 'track', messageId: event.event, ...event }))
    const body = JSON.stringify({ batch })
    const response = await fetch(`http://127.0.0.1:${port}/v1/batch`, {
      method: 'POST',
      headers: { authorization },
      body
    })
    if (!response.ok) throw new Error(`Intake answered ${response.status}: ${await response.text()}`)
  }
}

import crossFetch from 'cross-fetch'
import type { Agent } from 'undici'
import { createFetch } from '../classes'
import type { Fetch } from '../classes'
import { openAhead, openConnections } from '../sending/connections'
import { createSend } from '../sending/send'

/** The framework's own client. */
export const theirs = crossFetch as unknown as Fetch

/** The transport, and what closes its connections. */
export function startOurs(): { ours: Fetch; connections: Agent } {
  const connections = openConnections()
  return { ours: createFetch(createSend({ connections, openAhead })), connections }
}

/** What a request ended with, in values that can be compared. */
export interface End {
  answer?: object
  error?: { name: string; message: string; type?: string; code?: string }
}

/** Waits for an answer and its whole body. */
export async function endOf(work: () => unknown): Promise<End> {
  try {
    const response = (await work()) as Awaited<ReturnType<Fetch>>
    const { url, status, statusText, ok, redirected } = response
    const headers = Object.fromEntries(response.headers.entries())
    const text = await response.text()
    return { answer: { url, status, statusText, ok, redirected, headers, text } }
  } catch (thrown) {
    return { error: errorOf(thrown) }
  }
}

export function errorOf(thrown: unknown): NonNullable<End['error']> {
  const { name, message, type, code } = thrown as NonNullable<End['error']>
  return { name, message, type, code }
}

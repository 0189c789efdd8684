import fs from 'node:fs'
import { BadInputError } from '@partner-destinations/server/json-input'

/** A process that delivers, as it writes it beside its store. */
export interface Running {
  /** Of its operating port. */
  url: string
  pid: number
}

/** A process that delivers refused what it was asked, or can't be reached. */
export class DeliverError extends BadInputError {
  /** @param status of its answer; none if it didn't answer */
  constructor(message: string, readonly status?: number) {
    super(message)
  }
}

/** Milliseconds in which a process on this machine answers. */
const patience = 5000

/** The process that has a store open; undefined if none does. An address that a killed process left is ignored. */
export async function findRunning(store: string): Promise<Running | undefined> {
  const running = readAddress(`${store}.address`)
  if (!running || !isAlive(running.pid)) return undefined
  const answer = await fetch(`${running.url}/health`, { signal: AbortSignal.timeout(patience) }).catch(() => undefined)
  return answer?.ok ? running : undefined
}

/**
 * Asks the operating API.
 * @param path begins with `/api/`
 * @param body what to post, as an object or as JSON; without one, it is a GET
 * @throws DeliverError with the words of the process if it refuses, or can't be reached any more
 */
export async function ask<Answer>({ url }: Running, path: string, body?: object | string): Promise<Answer> {
  const json = typeof body === 'string' ? body : JSON.stringify(body)
  const post = { method: 'POST', body: json, headers: { 'content-type': 'application/json' } }
  const response = await fetch(url + path, {
    ...(body !== undefined && post),
    signal: AbortSignal.timeout(60_000)
  }).catch((error: Error) => {
    throw new DeliverError(`deliver, which runs at ${url}, doesn't answer: ${error.message}.`)
  })
  const answer = (await response.json().catch(() => ({}))) as Answer & { error?: string }
  if (response.ok) return answer
  throw new DeliverError(answer.error ?? `deliver, which runs at ${url}, answered ${response.status}.`, response.status)
}

function readAddress(file: string): Running | undefined {
  try {
    const { url, pid } = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Running>
    return typeof url === 'string' && typeof pid === 'number' ? { url, pid } : undefined
  } catch {
    return undefined
  }
}

/** Whether there is such a process. Without permission to signal it, there is one. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Running } from './running'

/**
 * Asks the operating API for something that takes as long as there are deliveries for. `fetch` would give up after five
 * minutes.
 * @param path begins with `/api/`
 * @param body what to post; without one, it is a GET
 * @throws BadInputError with the words of the process if it refuses, or can't be reached any more
 */
export async function askForLong<Answer>(running: Running, path: string, body?: object): Promise<Answer> {
  const response = await open(running, path, body)
  try {
    return JSON.parse(await text(response)) as Answer
  } catch (error) {
    throw cutOff(running, error)
  }
}

/**
 * Asks the operating API for something that doesn't fit into memory.
 * @param path begins with `/api/`
 * @throws BadInputError as `askForLong`, and if the answer is cut off
 */
export async function* askForStream(running: Running, path: string): AsyncGenerator<Uint8Array> {
  const response = await open(running, path)
  try {
    yield* response as AsyncIterable<Buffer>
  } catch (error) {
    throw cutOff(running, error)
  }
}

async function open({ url }: Running, path: string, body?: object): Promise<IncomingMessage> {
  const asked = request(url + path, {
    method: body ? 'POST' : 'GET',
    headers: body && { 'content-type': 'application/json' }
  })
  asked.end(body && JSON.stringify(body))
  const [response] = (await once(asked, 'response').catch((error: Error) => {
    throw new BadInputError(`deliver, which runs at ${url}, doesn't answer: ${error.message}.`)
  })) as [IncomingMessage]
  if (response.statusCode === 200) return response
  const answer = parse(await text(response).catch(() => ''))
  throw new BadInputError(answer.error ?? `deliver, which runs at ${url}, answered ${response.statusCode}.`)
}

function parse(json: string): { error?: string } {
  try {
    return JSON.parse(json) as { error?: string }
  } catch {
    return {}
  }
}

function cutOff({ url }: Running, error: unknown): BadInputError {
  return new BadInputError(
    `deliver, which runs at ${url}, stopped in the middle of its answer: ${(error as Error).message}. Its log says why.`
  )
}

import {
  AbortError,
  Body,
  createFetch,
  FetchError,
  Headers,
  headersOfAnswer,
  Request,
  Response
} from '@partner-destinations/transport/classes'
import { DeadlineError, Invocation } from './invocation'

/**
 * What we use of the `fetch` of a function, and no more: Segment names the package, node-fetch 2.6, but it says nothing of
 * the classes beside it.
 */
declare function fetch(
  url: string,
  options: { method: string; headers: Record<string, string>; body?: string | Buffer; redirect: 'manual' }
): Promise<Answer>

interface Answer {
  status: number
  statusText: string
  url: string
  headers: { forEach: (callback: (value: string, name: string) => void) => void }
  text: () => Promise<string>
}

/** Some versions of `fetch` have the code of the reason in the error, and some in its cause. */
type NetworkError = Error & { code?: string; cause?: { code?: string } }

/** Takes the place of the package `cross-fetch`, from which the framework has its `fetch`. */
export default createFetch(send)
export { Headers, Request, Response }

/** Sends one request, and waits for the whole answer. The classes follow redirects. */
async function send(request: Request): Promise<Response> {
  const { agent } = request
  const { host } = new URL(request.url)
  try {
    const answering = () => untilAborted(request, exchange(request))
    return await (agent instanceof Invocation ? agent.within(host, answering) : answering())
  } catch (error) {
    throw error instanceof DeadlineError || error instanceof AbortError
      ? error
      : networkError(request, error as NetworkError)
  }
}

async function exchange(request: Request): Promise<Response> {
  const { method, url } = request
  const headers = Object.fromEntries(
    Object.entries(request.headers.raw()).map(([name, values]) => [name, values.join(', ')])
  )
  const answer = await fetch(url, { method, headers, body: bodyOf(request), redirect: 'manual' })
  const answerHeaders: Record<string, string> = {}
  answer.headers.forEach((value, name) => (answerHeaders[name] = value))
  const text = await answer.text()
  const { status, statusText } = answer
  // As bytes: a text would get a content type that the answer doesn't have.
  return new Response(Buffer.from(text), {
    status,
    statusText,
    url: answer.url || url,
    headers: headersOfAnswer(answerHeaders)
  })
}

/** @throws TypeError for a stream or a form: a function can send texts and bytes only */
function bodyOf(request: Request): string | Buffer | undefined {
  const content = Body.contentOf(request)
  if (content === null) return undefined
  if (typeof content === 'string' || Buffer.isBuffer(content)) return content
  throw new TypeError('A function can send a text or a buffer, and this request has a stream or a form.')
}

/** As `fetch` has it: who aborts a request no longer waits for it. */
function untilAborted<Result>({ signal }: Request, work: Promise<Result>): Promise<Result> {
  if (!signal) return work
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new AbortError()), { once: true })
  })
  return Promise.race([work, aborted])
}

/** The error for a request without a complete answer, with Node's code for the reason, whatever `fetch` is used. */
function networkError({ url }: Request, error: NetworkError): Error {
  if (error instanceof TypeError && error.code === undefined && error.cause === undefined) return error
  const code = error.code ?? error.cause?.code
  return new FetchError(`request to ${url} failed, reason: ${error.message}`, 'system', { code })
}

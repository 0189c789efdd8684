import { STATUS_CODES } from 'node:http'
import type { Exchange } from '@partner-destinations/runner/wire'
import type { Followed } from '@partner-destinations/runner'

/** A request as it begins. */
export interface Beginning {
  method: string
  url: string
  headers: Record<string, string>
}

/** A request without the request client, told to the call that it belongs to while it goes on. */
export class ToldExchange {
  private readonly start = performance.now()
  private readonly sent: Buffer[] = []
  private readonly answered: Buffer[] = []
  private readonly exchange: Exchange

  constructor(followed: Followed, { method, url, headers }: Beginning) {
    const request = { url, method, headers, body: '' }
    this.exchange = { request, response: null, duration: 0, withoutClient: true }
    followed.exchanges.push(Promise.resolve(this.exchange))
  }

  addSent(chunk: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    this.sent.push(Buffer.from(chunk))
    this.exchange.request.body = Buffer.concat(this.sent).toString()
  }

  answer(statusCode: number, headers: Record<string, string>): void {
    this.exchange.response = { statusCode, statusMessage: STATUS_CODES[statusCode] ?? '', headers, body: '' }
    this.took()
  }

  addAnswered(chunk: Uint8Array): void {
    const { response } = this.exchange
    this.answered.push(Buffer.from(chunk))
    if (response) response.body = jsonOrText(Buffer.concat(this.answered).toString())
    this.took()
  }

  /** Tells what a fault did to it. */
  befall(fault: string): void {
    this.exchange.fault = fault
  }

  private took(): void {
    this.exchange.duration = Math.round((performance.now() - this.start) * 10) / 10
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

import type { Case } from './case'
import { actionSender } from './contestants'
import type { VendorAgent } from './vendor-agent'
import type { RecordedRequest, VendorServer } from './vendor-server'

/** The requests that a case makes for its event, which is sent once. */
export async function requestsOf(subject: Case, server: VendorServer, agent: VendorAgent): Promise<RecordedRequest[]> {
  await server.answerWith(subject.answers, true)
  await actionSender(subject, agent)()
  return server.recording()
}

/** Method and path of each request. */
export function callsOf(requests: RecordedRequest[]): string[] {
  return requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)
}

export function bodyBytesOf(requests: RecordedRequest[]): number {
  return requests.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
}

import { refusedCode } from '@partner-destinations/runner'
import { callUnderWay } from './guarded-agent'
import { callingModule } from './calling-module'

/** What destinations get instead of a connection. */
export class SandboxRefusalError extends Error {
  readonly name = 'SandboxRefusalError'
  readonly code = refusedCode
}

/** Something that code tried. */
export interface Attempt {
  /** Its verb, in the past: `opened`. */
  did: string
  /** What it was, such as `a connection to kafka.example:9092`. */
  what: string
}

/** Says no to code, and tells the call that it belongs to; or the log, when it belongs to none. */
export class Refusals {
  /** Code that connects by itself does so again and again. */
  private readonly logged = new Set<string>()

  constructor(private readonly log: (line: string) => void) {}

  /** @returns the error for the code that tried it */
  refuse({ did, what }: Attempt): SandboxRefusalError {
    const call = callUnderWay()
    if (call) {
      const message = `This destination ${did} ${what}. Only HTTP requests can be answered by the sandbox. Use --live to let it through.`
      call.followed.refused.push({ tried: what, message })
      return new SandboxRefusalError(message)
    }
    const message = `${callingModule() ?? 'A module'} ${did} ${what} outside of a call. The sandbox refused it.`
    if (!this.logged.has(message)) this.log(message)
    this.logged.add(message)
    return new SandboxRefusalError(message)
  }
}

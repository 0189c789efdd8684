import type { JsonObject, StandIn, StandInDefinition } from '../stand-in'
import { Refusal, parseObject } from '../stand-in'

interface AcmeState {
  people: JsonObject[]
}

/** People who are created and listed. An error 422 has another form than all others. */
class Acme implements StandIn<AcmeState> {
  private people: JsonObject[] = []

  readonly routes = {
    '/people/new': ({ body }: { body: string }) => {
      const person = parseObject(body)
      if (!person) throw new Refusal(400, { error: 'The body must be a JSON object' })
      this.people.push(person)
      const id = `p00${this.people.length}`
      return { id, link: `https://acme.example/people/${id}`, message: `The person ${id} has been created.` }
    },
    '/people/list': () => ({ total: this.people.length, results: this.people })
  }

  errorBody(status: number, message: string): object {
    return status === 422 ? { errors: [message] } : { error: message }
  }

  read(): AcmeState {
    return structuredClone({ people: this.people })
  }

  reset(): void {
    this.people = []
  }
}

interface GlobexState {
  events: number
}

/** Counts events. */
class Globex implements StandIn<GlobexState> {
  private events = 0

  readonly routes = { '/v1/event': () => ({ received: ++this.events }) }

  errorBody(status: number, message: string): object {
    return { code: status, reason: message }
  }

  read(): GlobexState {
    return { events: this.events }
  }

  reset(): void {
    this.events = 0
  }
}

const acme: StandInDefinition<AcmeState> = {
  host: 'api.acme.example',
  scripts: { host: 'cdn.acme.example', files: { '/acme.js': 'window.acme = {}' } },
  create: () => new Acme()
}

const globex: StandInDefinition<GlobexState> = { host: 'api.globex.example', create: () => new Globex() }

/** The stand-ins of two vendors that do not exist, one of which has a script. */
export const standIns = { acme, globex }

import fs from 'node:fs'
import path from 'node:path'
import type { Definition } from '@partner-destinations/runner'
import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import type { DecoratedResponse, JSONObject } from '@segment/actions-core'
import { endOf } from './end'
import type { Extent, Job, AnswerWith } from './ways'

/** Upstream's `generateTestData`: the values of the fields, and those of the settings. */
type Generate = (
  seed: string,
  destination: Definition,
  action: Definition['actions'][string],
  isRequiredOnly: boolean
) => [JSONObject, JSONObject]

/** Invented, for destinations with OAuth. */
const auth = { accessToken: 'an-access-token', refreshToken: 'a-refresh-token' }

/** What the vendor answers to every request. */
const STATUSES = [200, 400, 401, 429, 500]

/** The destinations that `npm test` has time for. */
const SOME = ['customerio', 'hubspot', 'klaviyo', 'webhook']

const dist = path.dirname(require.resolve('@segment/action-destinations'))

/** A job for each action of the published destinations, with each answer. */
export function publishedJobs(answerWith: AnswerWith, extent: Extent): Job[] {
  const folder = path.join(dist, 'destinations')
  const names = extent === 'some' ? SOME : fs.readdirSync(folder).filter((name) => isDestination(folder, name))
  const { generateTestData } = load(path.join(dist, 'lib/test-data')) as { generateTestData: Generate }
  return names.flatMap((name) => {
    const { default: definition } = load(path.join(folder, name)) as { default: Definition }
    return Object.keys(definition.actions ?? {}).flatMap((action) =>
      [false, true].flatMap((isRequiredOnly) =>
        STATUSES.map((status) =>
          jobOf(answerWith, generateTestData, { name, definition, action, isRequiredOnly, status })
        )
      )
    )
  })
}

interface Subject {
  name: string
  definition: Definition
  action: string
  isRequiredOnly: boolean
  status: number
}

function jobOf(answerWith: AnswerWith, generate: Generate, subject: Subject): Job {
  const { name, definition, action, isRequiredOnly, status } = subject
  const deliver = async () => {
    const [mapping, settings] = generate(`${name}#${action}`, definition, definition.actions[action], isRequiredOnly)
    const event = createTestEvent({ messageId: 'one', properties: mapping })
    const data = { event, mapping, settings, auth, useDefaultMappings: false }
    const answers = await createTestIntegration(definition).testAction(action, data)
    return answers.map(shown)
  }
  return {
    name: `${name} ${action}${isRequiredOnly ? ', required fields only' : ''}, answered with ${status}`,
    prepare: async () => answerWith(status),
    deliver: () => endOf(deliver())
  }
}

/** What an answer shows of itself; as JSON, it would show the members of its class. */
function shown({ url, status, statusText, ok, redirected, headers, content, data }: DecoratedResponse): unknown {
  return { url, status, statusText, ok, redirected, headers: headers.toJSON(), content, data }
}

function isDestination(folder: string, name: string): boolean {
  return fs.existsSync(path.join(folder, name, 'index.js'))
}

function load(file: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only at run time
  return require(file)
}

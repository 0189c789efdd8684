import type { JSONObject } from '@segment/actions-core'
import type { Context } from 'hono'
import type { ActionOptions, CallOf, FormInput } from '@partner-destinations/runner'
import { readBody, readCallBody, singleEvent } from './call-body'
import { BadInputError, isObject } from './json-input'
import type { RoutedDestinations } from './routed-destinations'
import type { AudienceCall } from './wire'

/** The text that each call of an audience needs: the framework's names. */
const audienceKeys = { createAudience: 'audienceName', getAudience: 'externalId' } as const

/**
 * Reads the calls that Segment makes while a customer sets up a destination, from the bodies that Segment's own local
 * server takes.
 */
export class SetupCalls {
  constructor(private readonly destinations: RoutedDestinations, private readonly folder: string) {}

  /** The body is the tokens and the client's credentials, with the settings beside them. */
  async refreshAccessToken(c: Context): Promise<CallOf<'refreshAccessToken'>> {
    const { settings, ...auth } = await readObjectIfAny(c)
    return { kind: 'refreshAccessToken', auth, settings: this.settings(settings) }
  }

  /** @throws BadInputError when the audience has no name, or no ID */
  async audience(kind: AudienceCall, c: Context): Promise<CallOf<AudienceCall>> {
    const { settings, ...input } = await readObjectIfAny(c)
    const key = audienceKeys[kind]
    if (typeof input[key] !== 'string') throw new BadInputError(`The body must have a text "${key}".`)
    // What else there is goes to the destination as it is, but says nothing about the kind of the call.
    return { ...input, kind, settings: this.settings(settings) } as unknown as CallOf<AudienceCall>
  }

  /** What a dynamic field or a hook is asked with. An empty body is as good as `{}`. */
  async form(c: Context): Promise<FormInput & ActionOptions & { settings: JSONObject }> {
    const body = (await c.req.text()) === '' ? {} : await readCallBody(c)
    // Segment's server hands none of these over.
    const { mapping: _mapping, features: _features, subscriptionMetadata: _metadata, ...input } = body
    // A number, whatever the framework's type says: Segment's server begins with one.
    const page = body.page ?? (1 as unknown as string)
    return { ...input, page, payload: singleEvent(body), settings: this.settings(body.settings) }
  }

  private settings(given: unknown): JSONObject {
    return this.destinations.settingsOrDemo(this.folder, isObject(given) ? given : undefined)
  }
}

/** The body as it is; `{}` when there is none, or no object. */
async function readObjectIfAny(c: Context): Promise<JSONObject> {
  const body = (await c.req.text()) === '' ? {} : await readBody(c)
  return isObject(body) ? body : {}
}

import { Secrets } from '@partner-destinations/runner'
import type { Call, Definition } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import type { ReceivedRequest } from '@partner-destinations/sandbox'
import type { CatalogueEntry } from './catalogue'

/** The secrets of the calls that went through the server: an echo receives them, and must not show them. */
export class RelayedSecrets {
  private readonly secrets = new Secrets()

  /** Remembers the secret settings and the tokens of a call, before it is made. */
  add({ manifest }: CatalogueEntry, call: Call): void {
    this.secrets.addSettings(manifest, call.settings, 'auth' in call ? call.auth : undefined)
    this.secrets.forgetOldest()
  }

  /** Remembers the secret settings of a destination that delivers. */
  addDestination(definition: Definition, settings: JSONObject): void {
    this.secrets.addSettings(definition, settings)
  }

  /** A text without these secrets. */
  mask(text: string): string {
    return this.secrets.mask(text)
  }

  /** A request without these secrets, and without the passwords that it holds. */
  conceal(request: ReceivedRequest): ReceivedRequest {
    const own = this.secrets.copy()
    own.addPasswords(request.body)
    return own.maskValues(request)
  }
}

import type { JSONObject } from '@segment/actions-core'
import type { Call } from '@partner-destinations/runner'
import { noSuch, noSuchAction } from '@partner-destinations/runner/did-you-mean'
import type { Outcome } from '@partner-destinations/runner/wire'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { formatBroken, isBroken } from './catalogue'
import type { CatalogueEntry } from './catalogue'
import type { ReloadingDestinations } from './reloading-destinations'
import type { Mode } from './wire'

/** There is no such destination, action or field. The message lists the ones that exist. */
export class NotFoundError extends Error {
  readonly name = 'NotFoundError'
}

/** The destination is there, but does not load. */
export class BrokenDestinationError extends Error {
  readonly name = 'BrokenDestinationError'
}

/** The destinations as the routes see them: found by the names in a path, or refused with a helpful message. */
export class RoutedDestinations {
  constructor(private readonly reloading: ReloadingDestinations, readonly mode: Mode) {}

  catalogue() {
    return this.reloading.catalogue()
  }

  /** Whether there is a destination in this folder, also if it doesn't load. */
  async has(folder: string): Promise<boolean> {
    return (await this.catalogue()).some((one) => one.folder === folder)
  }

  /**
   * @throws NotFoundError when no folder has this name
   * @throws BrokenDestinationError when the destination in it does not load
   */
  async entry(folder: string): Promise<CatalogueEntry> {
    const catalogue = await this.catalogue()
    const entry = catalogue.find((one) => one.folder === folder)
    const known = catalogue.map((one) => one.folder)
    if (!entry) throw new NotFoundError(noSuch('destination', folder, known))
    if (isBroken(entry)) throw new BrokenDestinationError(`The destination ${formatBroken(entry)}`)
    return entry
  }

  /** @throws NotFoundError when the destination has no such action, or as `entry` does */
  async action(folder: string, action: string) {
    const { actions, hasDelete } = await this.entry(folder)
    if (Object.keys(actions).includes(action)) return { folder, action, ...actions[action] }
    throw new NotFoundError(noSuchAction(action, folder, Object.keys(actions), hasDelete))
  }

  /** @throws NotFoundError when the action has no such dynamic field, or as `action` does */
  async dynamicField(folder: string, action: string, field: string) {
    const { dynamicFields } = await this.action(folder, action)
    // A field of an object is asked for as `object.property`.
    if (dynamicFields.includes(field.split('.')[0])) return { folder, action, field }
    throw new NotFoundError(noSuch('dynamic field', field, dynamicFields, ` of ${action}`))
  }

  /** @throws NotFoundError when the destination has no `onDelete`, or as `entry` does */
  async deletable(folder: string): Promise<CatalogueEntry> {
    const entry = await this.entry(folder)
    if (entry.hasDelete) return entry
    throw new NotFoundError(`${entry.name} has no onDelete: it cannot delete users.`)
  }

  /** The settings of a call. In the sandbox, a call without settings gets the demo keys. */
  settingsOrDemo(folder: string, settings: JSONObject | undefined): JSONObject {
    if (settings && Object.keys(settings).length > 0) return settings
    return this.mode === 'sandbox' ? demoSettingsOf(folder) : {}
  }

  call(folder: string, call: Call): Promise<Outcome> {
    return this.reloading.call(folder, call)
  }
}

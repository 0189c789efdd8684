import type { JSONObject } from '@segment/actions-core'
import type { Call } from '@partner-destinations/runner'
import { noSuch, noSuchAction } from '@partner-destinations/runner/did-you-mean'
import type { Outcome } from '@partner-destinations/runner/wire'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { formatBroken, isBroken } from './catalogue'
import type { CatalogueEntry } from './catalogue'
import type { Entry } from './destination-process'
import type { RelayedSecrets } from './relayed-secrets'
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
  constructor(
    private readonly reloading: ReloadingDestinations,
    readonly mode: Mode,
    private readonly secrets: RelayedSecrets
  ) {}

  /** Every destination, loaded or not. */
  list() {
    return this.reloading.list()
  }

  /** What the loaded destinations are, and why others did not load. */
  entries() {
    return this.reloading.entries()
  }

  /** Whether there is a destination in this folder, also if it doesn't load. */
  async has(folder: string): Promise<boolean> {
    return (await this.list()).some((one) => one.folder === folder)
  }

  /**
   * What a destination is, or why it does not load.
   * @throws NotFoundError when no folder has this name
   */
  async loaded(folder: string): Promise<Entry> {
    const entry = await this.reloading.entry(folder)
    if (entry) return entry
    const known = (await this.list()).map((one) => one.folder)
    throw new NotFoundError(noSuch('destination', folder, known))
  }

  /**
   * @throws NotFoundError when no folder has this name
   * @throws BrokenDestinationError when the destination in it does not load
   */
  async entry(folder: string): Promise<CatalogueEntry> {
    const entry = await this.loaded(folder)
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

  /** @throws NotFoundError when the action has no such hook, or as `action` does */
  async hook(folder: string, action: string, hook: string) {
    const { hooks } = await this.action(folder, action)
    if (Object.keys(hooks).includes(hook)) return { folder, action, hook, dynamicFields: hooks[hook] }
    throw new NotFoundError(noSuch('hook', hook, Object.keys(hooks), ` of ${action}`))
  }

  /** @throws NotFoundError when the hook has no such dynamic input field, or as `hook` does */
  async hookField(folder: string, action: string, hook: string, field: string) {
    const { dynamicFields } = await this.hook(folder, action, hook)
    if (dynamicFields.includes(field)) return { folder, action, hook, field }
    throw new NotFoundError(noSuch('dynamic field', field, dynamicFields, ` of ${hook}`))
  }

  /** Whether the destination has an action of this name: then the name is a call of another kind only if there is one. */
  async hasAction(folder: string, name: string): Promise<boolean> {
    return Object.keys((await this.entry(folder)).actions).includes(name)
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

  async call(folder: string, call: Call): Promise<Outcome> {
    this.secrets.add(await this.entry(folder), call)
    return this.reloading.call(folder, call)
  }
}

import type { DestinationList } from '@partner-destinations/server/wire'
import type { Destination } from '../../server/server'
import type { Action } from '../state'

/** A destination with an action, and with a setting and a field that are secrets. */
export function destination(folder: string): Destination {
  return {
    folder,
    name: folder,
    actions: { send: { title: 'Send', description: '', hasBatch: false, dynamicFields: [], hooks: {} } },
    integrations: [folder],
    hasDelete: false,
    hasAuthenticationTest: true,
    audienceCalls: [],
    secretSettings: ['apiKey'],
    hasStandIn: true,
    samples: { [`track: Seen by ${folder}`]: { type: 'track', event: `Seen by ${folder}` } },
    demoSettings: { apiKey: 'demo.secret', region: 'eu' },
    manifest: {
      name: folder,
      authentication: {
        fields: { apiKey: { label: 'Key', type: 'password' }, region: { label: 'Region', type: 'string' } }
      },
      actions: {
        send: { title: 'Send', description: '', fields: { password: { label: 'Password', type: 'password' } } }
      }
    }
  }
}

export const list: DestinationList = {
  mode: 'sandbox',
  destinations: ['refersion', 'wigzo'].map((folder) => ({ folder, name: folder }))
}

/** What a page does when it picks a destination: it reads the details, too. */
export function picked(folder: string): Action[] {
  return [{ type: 'pickedDestination', folder }, loaded(folder)]
}

export function loaded(folder: string): Action {
  return { type: 'loaded', details: destination(folder) }
}

/** What a page does at its start. */
export const started: Action[] = [{ type: 'listed', list }, loaded('refersion')]

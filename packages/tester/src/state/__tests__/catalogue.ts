import type { Catalogue, Destination } from '../../server/server'

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

export const catalogue: Catalogue = {
  mode: 'sandbox',
  destinations: [destination('refersion'), destination('wigzo')]
}

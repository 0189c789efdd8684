/** The kinds of destinations that `init` makes: where they go, and the folders of their templates. */
export const TEMPLATES = {
  'basic-auth': {
    mode: 'cloud',
    directory: 'packages/destination-actions/src/destinations',
    destination: ['cloud', 'basic-auth'],
    vendor: ['vendor-cloud', 'vendor-basic-auth'],
    page: 'docs-cloud',
    values: {
      secret: 'password',
      settingRows:
        '| Username | `username` | yes | your username |\n| Password | `password` | yes | your password. It is secret. |'
    }
  },
  'custom-auth': {
    mode: 'cloud',
    directory: 'packages/destination-actions/src/destinations',
    destination: ['cloud', 'custom-auth'],
    vendor: ['vendor-cloud', 'vendor-custom-auth'],
    page: 'docs-cloud',
    values: { secret: 'apiKey', settingRows: '| API Key | `apiKey` | yes | your API key. It is secret. |' }
  },
  browser: {
    mode: 'device',
    directory: 'packages/browser-destinations/destinations',
    destination: ['browser'],
    vendor: ['vendor-device', 'vendor-browser'],
    page: 'docs-browser',
    values: {}
  }
} as const

/** Name of a template. */
export type Template = keyof typeof TEMPLATES

/** What an existing vendor's folder gets for a device-mode destination. */
export const JOINING_VENDOR = ['vendor-browser'] as const

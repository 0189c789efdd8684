/** The kinds of destinations that can be made, and where they go. */
export const TEMPLATES = {
  'basic-auth': { mode: 'cloud', directory: 'packages/destination-actions/src/destinations' },
  'custom-auth': { mode: 'cloud', directory: 'packages/destination-actions/src/destinations' },
  browser: { mode: 'device', directory: 'packages/browser-destinations/destinations' }
} as const

/** Name of a template. */
export type Template = keyof typeof TEMPLATES

import { addDeviceMode, register, registeredVariable } from '../register'

const entry = {
  list: 'vendors',
  key: 'acme-mail',
  variable: 'acmeMail',
  importStatement: `import { acmeMail } from './acme-mail'`
}

const before = `import { wigzo } from './wigzo'

/** Every vendor. */
export const vendors = { wigzo }
`

const after = `import { wigzo } from './wigzo'
import { acmeMail } from './acme-mail'

/** Every vendor. */
export const vendors = { wigzo, 'acme-mail': acmeMail }
`

describe('an entry', () => {
  it('is imported and listed', () => {
    expect(register(before, entry)).toBe(after)
  })

  it('is listed once', () => {
    expect(register(after, entry)).toBe(after)
  })

  it('needs no quotes when its key is its variable', () => {
    const acme = { ...entry, key: 'acme', variable: 'acme' }

    expect(register(before, acme)).toContain('vendors = { wigzo, acme }')
  })

  it.each([
    [
      'whose key stands for something else',
      `const vendors = { 'acme-mail': other }`,
      'vendors in index.ts already has something'
    ],
    [
      'whose variable is taken',
      `const acmeMail = 1\nconst vendors = {}`,
      'index.ts already has something called acmeMail.'
    ],
    [
      'for a list that comes from elsewhere',
      `const vendors = make()`,
      'does not contain vendors as an object literal. Add acme-mail by hand.'
    ]
  ])('%s is refused', (_what, code, message) => {
    expect(() => register(code, entry)).toThrow(message)
  })

  it('is found by its key', () => {
    expect(registeredVariable(after, 'vendors', 'acme-mail')).toBe('acmeMail')
    expect(registeredVariable(after, 'vendors', 'wigzo')).toBe('wigzo')
    expect(registeredVariable(after, 'vendors', 'globex')).toBeUndefined()
  })
})

describe('a device-mode destination', () => {
  const vendor = `import { Acme } from './stand-in'

export const acme = {
  standIn: { host: 'api.acme.example', create: () => new Acme() },
  destinations: { acme: {} }
}
`
  const joined = `import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Acme } from './stand-in'
import { webCatalog } from './web-catalog-facts'
import { webDemoSettings } from './web-demo-settings'
import { webReviewerNotes } from './web-reviewer-notes'

export const acme = {
  standIn: {
    host: 'api.acme.example',
    create: () => new Acme(),
    scripts: {
      host: 'cdn.acme.example',
      files: { [\`/\${webDemoSettings.siteId}.js\`]: readFileSync(join(__dirname, 'script.js'), 'utf8') }
    }
  },
  destinations: {
    acme: {},
    'acme-web': { catalog: webCatalog, reviewerNotes: webReviewerNotes, demoSettings: webDemoSettings }
  }
}
`
  const add = (code: string) => addDeviceMode(code, 'acme', 'acme-web', 'cdn.acme.example')

  it('joins its vendor, with a script', () => {
    expect(add(vendor)).toBe(joined)
  })

  it('joins it once', () => {
    expect(add(joined)).toBe(joined)
  })

  it.each([
    ['that has scripts', `const acme = { standIn: { scripts: {} }, destinations: {} }`, 'of acme already has scripts'],
    [
      'that is not written out',
      `const acme = makeVendor()`,
      'does not contain the stand-in and the destinations of acme as literals'
    ]
  ])('is refused by a vendor %s', (_what, code, message) => {
    expect(() => add(code)).toThrow(message)
  })
})

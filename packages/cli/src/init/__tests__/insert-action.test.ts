import { BadInputError } from '@partner-destinations/server/json-input'
import { insertAction } from '../insert-action'

const action = {
  key: 'addItem',
  title: 'Add Item',
  subscribe: 'type = "page"',
  mapping: 'defaultValues(addItem.fields)'
}

const preset = `{
      name: 'Add Item',
      subscribe: 'type = "page"',
      partnerAction: 'addItem',
      mapping: defaultValues(addItem.fields),
      type: 'automatic'
    }`.replace(/^ {2}/gm, '')

describe('an action is inserted', () => {
  it('after the others, whether or not a comma follows the last', () => {
    const code = `import { defaultValues } from '@segment/actions-core'
import send from './send'

const destination = {
  name: 'Acme',
  presets: [{ name: 'Send', partnerAction: 'send' },],
  actions: { send }
}

export default destination
`
    expect(insertAction(code, action)).toBe(`import { defaultValues } from '@segment/actions-core'
import send from './send'
import addItem from './addItem'

const destination = {
  name: 'Acme',
  presets: [
    { name: 'Send', partnerAction: 'send' },
    ${preset.replace(/\n/g, '\n  ')}
  ],
  actions: { send, addItem }
}

export default destination
`)
  })

  it('into a destination that has neither presets nor actions nor what makes mappings', () => {
    const code = `import type { DestinationDefinition } from '@segment/actions-core'

export default {
  name: 'Acme',
  actions: {}
}
`
    expect(insertAction(code, action)).toBe(`import type { DestinationDefinition } from '@segment/actions-core'
import { defaultValues } from '@segment/actions-core'
import addItem from './addItem'

export default {
  name: 'Acme',
  presets: [
    ${preset.replace(/\n/g, '\n  ')}
  ],

  actions: { addItem }
}
`)
  })

  it('into what a device-mode destination exports by name', () => {
    const code = `import { browserDestination } from './shim'
export const destination = { name: 'Acme', presets: [], actions: {} }
export default browserDestination(destination)
`
    expect(insertAction(code, { ...action, mapping: '{}' })).toBe(`import { browserDestination } from './shim'
import addItem from './addItem'

export const destination = {
  name: 'Acme',
  presets: [{ name: 'Add Item', subscribe: 'type = "page"', partnerAction: 'addItem', mapping: {}, type: 'automatic' }],
  actions: { addItem }
}
export default browserDestination(destination)
`)
  })
})

describe('an action is refused', () => {
  it.each([
    [
      'whose name the file uses',
      `import addItem from './addItem'\nexport default { actions: {} }`,
      'something called addItem'
    ],
    ['whose name a variable has', `const addItem = 1\nexport default { actions: {} }`, 'something called addItem'],
    ['when actions come from elsewhere', `import actions from './actions'\nexport default { actions }`, 'by hand'],
    ['when presets come from elsewhere', `export default { presets: makePresets(), actions: {} }`, 'by hand'],
    ['when there is no definition', `export const other = { actions: {} }`, 'by hand']
  ])('%s', (_name, code, message) => {
    expect(() => insertAction(code, action)).toThrow(BadInputError)
    expect(() => insertAction(code, action)).toThrow(message)
  })
})

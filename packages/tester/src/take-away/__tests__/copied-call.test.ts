import { destination } from '../../state/__tests__/catalogue'
import { password, secretSetting } from '../copied-call'

it.each([
  ['apiKey', true],
  ['region', false],
  ['removedSetting', true],
  ['constructor', true]
])('knows whether the setting %s is a secret: %s', (key, expected) => {
  expect(secretSetting(destination('acme'))(key)).toBe(expected)
})

it.each([
  ['send', 'password', true],
  ['send', 'constructor', false],
  ['event', 'password', false]
])('knows whether in a mapping to %s the field %s is a secret: %s', (action, key, expected) => {
  expect(password(destination('acme'), action)(key)).toBe(expected)
})

import { destinationConfig } from '../../__tests__/invented-config'
import { SandboxSettings } from '../sandbox-settings'

const own = { merchantId: '987', trackingKey: 'own-s3cret', region: 'eu' }
const demo = { merchantId: '123', trackingKey: 'demo-key' }
const settings = new SandboxSettings(
  [destinationConfig({ name: 'mine', settings: own }), destinationConfig({ destination: 'unknown', settings: own })],
  (destination) => (destination === 'acme' ? demo : {})
)

it('the demo settings take the place of those of the config, and the others stay', () => {
  expect(settings.destinations.map((destination) => destination.settings)).toEqual([{ ...demo, region: 'eu' }, own])
})

describe('two values are the same setting', () => {
  it.each([
    ['if one took the place of the other', 'mine', '987', '123', true],
    ['but not the other way round', 'mine', '123', '987', false],
    ['but not if they are different settings', 'mine', '987', 'demo-key', false],
    ['but not in a destination that keeps its own', 'acme', '987', '123', false],
    ['but not in a destination that is not there', 'nobody', '987', '123', false]
  ])('%s', (_what, destination, before, after, areSame) => {
    expect(settings.areSame(destination, before, after)).toBe(areSame)
  })
})

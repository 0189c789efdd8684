import type { JSONObject } from '@segment/actions-core'
import { integrationNames, isEnabled } from '../integrations-object'

describe('the Integrations object', () => {
  it.each<[string, JSONObject['integrations'] | undefined, boolean]>([
    ['absent', undefined, true],
    ['empty', {}, true],
    ['an empty array, as some libraries send it', [], true],
    ['that switches all off', { All: false }, false],
    ['that switches all on', { All: true }, true],
    ['that names another destination', { Other: false }, true],
    ['that switches the catalog name off', { Wigzo: false }, false],
    ['that switches the definition name off', { 'Wigzo (Actions)': false }, false],
    ['that switches all off but the catalog name', { All: false, Wigzo: true }, true],
    ['that switches all off but gives options', { All: false, Wigzo: { imageUrl: 'https://example.com/1.jpg' } }, true],
    [
      'in which the definition name says otherwise than the catalog name',
      { 'Wigzo (Actions)': true, Wigzo: false },
      true
    ]
  ])('%s', (_what, integrations, expected) => {
    expect(isEnabled(integrations === undefined ? {} : { integrations }, 'Wigzo (Actions)')).toBe(expected)
  })

  it('knows a destination by its name, and by its name without "(Actions)"', () => {
    expect(integrationNames('Wigzo (Actions)')).toEqual(['Wigzo (Actions)', 'Wigzo'])
    expect(integrationNames('Webhook')).toEqual(['Webhook'])
  })
})

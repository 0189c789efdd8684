import { destination } from '../index'

describe('What stays as it is after a release', () => {
  it('is what the destination is called, and where it runs', () => {
    expect(destination).toMatchObject({ name: 'Wishpond Web (Actions)', slug: 'actions-wishpond-web', mode: 'device' })
    expect(Object.values(destination.actions).map(({ platform }) => platform)).toEqual(['web', 'web'])
  })

  it('are the settings, of which nobody can read the Tracking Key again', () => {
    expect(destination.settings).toMatchObject({
      merchantId: { type: 'string', required: true },
      trackingKey: { type: 'password', required: true },
      loadScript: { type: 'boolean', default: true }
    })
  })
  it.each([
    ['identifyLead', { userId: { type: 'string', required: true }, attributes: { type: 'object' } }],
    ['trackEvent', { event: { type: 'string', required: true }, properties: { type: 'object' } }]
  ] as const)('are the fields of %s', (action, fields) => {
    expect(destination.actions[action].fields).toMatchObject(fields)
  })
})

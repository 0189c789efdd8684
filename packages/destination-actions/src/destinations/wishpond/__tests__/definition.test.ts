import destination from '../index'

describe('what stays as it is after a release', () => {
  it('is what the destination is called, and where it runs', () => {
    expect(destination).toMatchObject({ name: 'Wishpond (Actions)', slug: 'actions-wishpond', mode: 'cloud' })
  })

  it('are the two settings, of which nobody can read the Tracking Key again', () => {
    expect(destination.authentication).toMatchObject({
      scheme: 'custom',
      fields: {
        merchantId: { type: 'string', required: true },
        trackingKey: { type: 'password', required: true }
      }
    })
  })

  it('are the names of the presets', () => {
    expect(destination.presets?.map(({ name }) => name)).toEqual([
      'Identify Lead',
      'Track Event',
      'Entities Audience Membership Changed',
      'Entities Audience Entered',
      'Entities Audience Exited',
      'Associated Entity Added',
      'Associated Entity Removed',
      'Journeys Step Entered'
    ])
  })
})

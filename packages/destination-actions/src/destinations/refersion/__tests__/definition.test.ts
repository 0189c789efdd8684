import destination from '../index'

describe('what stays as it is after a release', () => {
  it('is what the destination is called, and where it runs', () => {
    expect(destination).toMatchObject({ name: 'Refersion (Actions)', slug: 'actions-refersion', mode: 'cloud' })
  })

  it('is the one setting, which nobody can read again', () => {
    expect(destination.authentication).toMatchObject({
      scheme: 'custom',
      fields: { apiKey: { type: 'password', required: true } }
    })
  })

  it('are the names of the presets', () => {
    expect(destination.presets?.map(({ name }) => name)).toEqual([
      'Create Affiliate',
      'Delete Affiliate',
      'Entities Audience Membership Changed'
    ])
  })
})

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

  const texts = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'string']))

  it.each([
    [
      'createAffiliate',
      {
        ...texts('email', 'first_name', 'last_name', 'name', 'status', 'existing_affiliate', 'company', 'phone'),
        ...texts('address1', 'address2', 'city', 'state', 'zip', 'country', 'paypal_email', 'offer'),
        ...texts('conversion_trigger_coupon', 'unique_merchant_id'),
        send_welcome: 'boolean',
        password: 'password',
        custom_fields: 'object'
      }
    ],
    [
      'deleteAffiliate',
      {
        ...texts('email', 'affiliate_code', 'affiliate_id'),
        enable_batching: 'boolean',
        batch_size: 'number'
      }
    ]
  ])('are the fields of %s, and their types', (action, types) => {
    const fields = Object.entries(destination.actions[action].fields)
    expect(Object.fromEntries(fields.map(([key, { type }]) => [key, type]))).toEqual(types)
  })
})

describe('in a mapping', () => {
  it('new affiliates are pending, and others updated, unless somebody chooses otherwise', () => {
    expect(
      destination.presets?.find(({ partnerAction }) => partnerAction === 'createAffiliate')?.mapping
    ).toMatchObject({
      status: 'PENDING',
      existing_affiliate: 'update'
    })
  })

  it('custom fields are pairs of any key and a value', () => {
    expect(destination.actions.createAffiliate.fields.custom_fields).toMatchObject({
      defaultObjectUI: 'keyvalue',
      additionalProperties: true
    })
  })

  it('nobody need see the size of a batch', () => {
    expect(destination.actions.deleteAffiliate.fields.batch_size.unsafe_hidden).toBe(true)
  })
})

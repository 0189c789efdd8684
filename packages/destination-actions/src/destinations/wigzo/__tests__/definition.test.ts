import destination from '../index'

describe('what stays as it is after a release', () => {
  it('is what the destination is called, and where it runs', () => {
    expect(destination).toMatchObject({ name: 'Wigzo (Actions)', slug: 'actions-wigzo', mode: 'cloud' })
  })

  it('is the one setting, which nobody can read again', () => {
    expect(destination.authentication).toMatchObject({
      scheme: 'custom',
      fields: { orgToken: { type: 'password', required: true } }
    })
  })

  it('are the names of the presets', () => {
    expect(destination.presets?.map(({ name }) => name)).toEqual([
      'Identify User',
      'Track Page',
      'Track Event',
      'Product Viewed, Product Clicked',
      'Product Added, Product Added to Cart from Wishlist, Wishlist Product Added to Cart',
      'Product Removed',
      'Product Added to Wishlist',
      'Products Searched',
      'Checkout Started',
      'Order Completed',
      'Product Reviewed',
      'Entities Audience Membership Changed'
    ])
  })
})

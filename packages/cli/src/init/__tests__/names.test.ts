import { BadInputError } from '../../json-input'
import { actionNames, destinationNames } from '../names'

describe("a vendor's name", () => {
  it.each([
    ['Acme', 'Acme', 'actions-acme', 'ACME', 'Acme', 'acme'],
    ['acme-mail', 'Acme Mail', 'actions-acme-mail', 'ACME_MAIL', 'AcmeMail', 'acmeMail'],
    ['Acme Mail 2.0', 'Acme Mail 2.0', 'actions-acme-mail-2-0', 'ACME_MAIL_2_0', 'AcmeMail20', 'acmeMail20'],
    ['HubSpot', 'HubSpot', 'actions-hubspot', 'HUBSPOT', 'HubSpot', 'hubSpot'],
    ['Bed & Bath', 'Bed & Bath', 'actions-bed-bath', 'BED_BATH', 'BedBath', 'bedBath']
  ])('%s becomes the names of a destination in cloud mode', (given, name, slug, constant, type, global) => {
    const folder = slug.replace('actions-', '')
    expect(destinationNames(given, 'cloud')).toEqual({ name, folder, slug, constant, type, global })
  })

  it.each(['Acme', 'acme-web', 'Acme Web'])('%s becomes one with web in device mode', (given) => {
    expect(destinationNames(given, 'device')).toMatchObject({
      name: 'Acme',
      folder: 'acme-web',
      slug: 'actions-acme-web',
      type: 'Acme'
    })
  })

  it.each(['', '7up', "O'Neil", 'acme/../x', 'Ünal', 'a{{b}}'])('%j is refused', (given) => {
    expect(() => destinationNames(given, 'cloud')).toThrow(BadInputError)
  })
})

describe('the name of an action', () => {
  it.each(['postToChannel', 'post-to-channel', 'Post To Channel', 'post_to channel'])(
    '%s is a key and a title',
    (given) => {
      expect(actionNames(given)).toEqual({ key: 'postToChannel', title: 'Post To Channel' })
    }
  )

  it.each(['', '7up', 'delete', 'é', 'import'])('%j is refused', (given) => {
    expect(() => actionNames(given)).toThrow(BadInputError)
  })
})

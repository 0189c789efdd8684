import { BadInputError } from '@partner-destinations/server/json-input'
import { actionNames, destinationNames } from '../names'

describe("a vendor's name", () => {
  it.each([
    ['Acme', 'Acme', 'actions-acme', 'ACME', 'Acme', 'acme'],
    ['acme-mail', 'Acme Mail', 'actions-acme-mail', 'ACME_MAIL', 'AcmeMail', 'acmeMail'],
    ['Acme Mail 2.0', 'Acme Mail 2.0', 'actions-acme-mail-2-0', 'ACME_MAIL_2_0', 'AcmeMail20', 'acmeMail20'],
    ['HubSpot', 'HubSpot', 'actions-hubspot', 'HUBSPOT', 'HubSpot', 'hubSpot'],
    ['Bed & Bath', 'Bed & Bath', 'actions-bed-bath', 'BED_BATH', 'BedBath', 'bedBath'],
    ['AT&T', 'AT&T', 'actions-at-t', 'AT_T', 'ATT', 'aTT'],
    ['Yahoo!', 'Yahoo!', 'actions-yahoo', 'YAHOO', 'Yahoo', 'yahoo'],
    ['E*TRADE', 'E*TRADE', 'actions-e-trade', 'E_TRADE', 'ETRADE', 'eTRADE'],
    ['A/B Smartly', 'A/B Smartly', 'actions-a-b-smartly', 'A_B_SMARTLY', 'ABSmartly', 'aBSmartly'],
    ['  Acme\u00a0 Mail ', 'Acme Mail', 'actions-acme-mail', 'ACME_MAIL', 'AcmeMail', 'acmeMail']
  ])('%s becomes the names of a destination in cloud mode', (given, name, slug, constant, type, global) => {
    const folder = slug.replace('actions-', '')
    expect(destinationNames(given, 'cloud')).toEqual({
      name,
      folder,
      vendor: folder,
      slug,
      constant,
      type,
      global
    })
  })

  it.each([
    ["L'Oréal", "L'Oréal", 'loreal', 'LOREAL', 'LOreal'],
    ['Ben & Jerry’s', 'Ben & Jerry’s', 'ben-jerrys', 'BEN_JERRYS', 'BenJerrys'],
    ['Café Crème', 'Café Crème', 'cafe-creme', 'CAFE_CREME', 'CafeCreme'],
    ['Cafe\u0301', 'Café', 'cafe', 'CAFE', 'Cafe'],
    ['café crème', 'Café Crème', 'cafe-creme', 'CAFE_CREME', 'CafeCreme'],
    ['Ünïcode', 'Ünïcode', 'unicode', 'UNICODE', 'Unicode'],
    ['Smørrebrød Łódź', 'Smørrebrød Łódź', 'smorrebrod-lodz', 'SMORREBROD_LODZ', 'SmorrebrodLodz'],
    ['Straße', 'Straße', 'strasse', 'STRASSE', 'Strasse'],
    ['Ørsted & Æther', 'Ørsted & Æther', 'orsted-aether', 'ORSTED_AETHER', 'OrstedAEther'],
    ['Phở Việt', 'Phở Việt', 'pho-viet', 'PHO_VIET', 'PhoViet'],
    ['Acme™', 'Acme™', 'acme', 'ACME', 'Acme']
  ])('%s keeps its accents and signs only where people read it', (given, name, folder, constant, type) => {
    expect(destinationNames(given, 'cloud')).toMatchObject({ name, folder, constant, type })
  })

  it.each([
    ['3M Mail', '3M Mail', '3m-mail', 'VENDOR_3M_MAIL', 'Vendor3MMail', 'vendor3MMail'],
    ['1plusx', '1plusx', '1plusx', 'VENDOR_1PLUSX', 'Vendor1plusx', 'vendor1plusx'],
    ['7-Eleven', '7-Eleven', '7-eleven', 'VENDOR_7_ELEVEN', 'Vendor7Eleven', 'vendor7Eleven'],
    ['360', '360', '360', 'VENDOR_360', 'Vendor360', 'vendor360']
  ])('%s starts with a digit, which no identifier may', (given, name, folder, constant, type, global) => {
    expect(destinationNames(given, 'cloud')).toMatchObject({ name, folder, constant, type, global })
  })

  it.each([
    ['Origin', 'VendorOrigin', 'vendorOrigin'],
    ['Fetch', 'VendorFetch', 'vendorFetch'],
    ['Analytics', 'VendorAnalytics', 'vendorAnalytics'],
    ['Record', 'VendorRecord', 'vendorRecord'],
    ['Settings', 'VendorSettings', 'vendorSettings']
  ])('%s stands for something else in a browser already', (given, type, global) => {
    expect(destinationNames(given, 'device')).toMatchObject({ name: given, type, global })
  })

  it.each([
    ['Delete', 'VendorDelete', 'vendorDelete'],
    ['Samples', 'VendorSamples', 'vendorSamples'],
    ['Call', 'VendorCall', 'vendorCall'],
    ['Map', 'VendorMap', 'vendorMap']
  ])('%s stands for something else in the code already', (given, type, global) => {
    expect(destinationNames(given, 'cloud')).toMatchObject({ name: given, type, global })
  })

  it.each(['Acme', 'acme-web', 'Acme Web'])('%s becomes one with web in device mode', (given) => {
    expect(destinationNames(given, 'device')).toMatchObject({
      name: 'Acme',
      folder: 'acme-web',
      vendor: 'acme',
      slug: 'actions-acme-web',
      type: 'Acme'
    })
  })

  it.each([
    ['', 'it has no letters and no digits'],
    [' & ', 'it has no letters and no digits'],
    ['acme/../x', 'because of "/"'],
    ['/etc', 'because of "/"'],
    ['a{{b}}', 'because of "{"'],
    ['a`b', 'because of "`"'],
    ['a\\b', 'because of "\\\\"'],
    ['a\nb', 'because of "\\n"'],
    ['<b>', 'because of "<"'],
    ['Яндекс', "has \"Я\", which can't be part of a folder's name. Write the vendor's name in Latin letters"],
    ['Acme 株式会社', 'has "株"']
  ])('%j is refused, and the message says why', (given, reason) => {
    expect(() => destinationNames(given, 'cloud')).toThrow(BadInputError)
    expect(() => destinationNames(given, 'cloud')).toThrow(reason)
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

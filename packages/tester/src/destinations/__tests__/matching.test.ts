import type { ListedDestination } from '../../server/server'
import { matchingDestinations, titleOf } from '../matching'

const destinations: ListedDestination[] = [
  { folder: 'acme-ads', name: 'Acme Ads', slug: 'actions-acme' },
  { folder: 'blue', name: 'Blue Mail (Actions)', slug: 'blue-mail' },
  { folder: 'mailer', name: 'The Mailer', slug: 'actions-mailer' },
  { folder: 'broken', error: 'It is half written.' },
  { folder: 'hotmail', name: 'Hotmail' }
]

describe('a search of the destinations', () => {
  it.each([
    ['', [], ['acme-ads', 'blue', 'mailer', 'broken', 'hotmail']],
    ['', ['hotmail', 'blue'], ['hotmail', 'blue', 'acme-ads', 'mailer', 'broken']],
    ['', ['gone', 'mailer'], ['mailer', 'acme-ads', 'blue', 'broken', 'hotmail']],
    ['mail', [], ['mailer', 'blue', 'hotmail']],
    ['MAIL', ['hotmail'], ['mailer', 'blue', 'hotmail']],
    ['acme ads', [], ['acme-ads']],
    ['acme_ads', [], ['acme-ads']],
    ['ads acme', [], ['acme-ads']],
    ['actions', ['mailer'], ['mailer', 'acme-ads', 'blue']],
    ['brok', [], ['broken']],
    [' blue ', [], ['blue']],
    ['nowhere', ['blue'], []]
  ])('for %j, after %j, finds %j', (search, recent, found) => {
    expect(matchingDestinations(destinations, search, recent).map(({ folder }) => folder)).toEqual(found)
  })
})

it.each([
  ['Acme Ads', 0],
  ['broken (does not load)', 3]
])('calls one %j', (title, index) => {
  expect(titleOf(destinations[index])).toBe(title)
})

import type { SegmentEvent } from '@segment/actions-core'
import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const orgToken = 'e2a4c6f81b3d4957a0c2'

async function bodyOf(event: Partial<SegmentEvent>): Promise<unknown> {
  nock('https://app.wigzo.com').post('/rest/v1/learn/event').query({ org_token: orgToken }).reply(200)
  const responses = await createTestIntegration(destination).testAction('trackPage', {
    event: { type: 'page', userId: 'user-123', context: {}, ...event },
    settings: { orgToken },
    useDefaultMappings: true
  })
  expect(responses).toHaveLength(1)
  return responses[0].options.json
}

function view(eventval: object) {
  return {
    eventName: 'view',
    eventval,
    eventCategory: 'EXTERNAL',
    userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482',
    is_active: true,
    source: 'web'
  }
}

const page = { url: 'https://my-site.com/pricing?a=1', title: 'Pricing - My Site', path: '/pricing' }

describe('a page call', () => {
  it('sends all properties of the page, `false` and 0 and all', async () => {
    const properties = { ...page, referrer: '', search: '?a=1', member: false, visits: 0, section: null }

    expect(await bodyOf({ properties })).toEqual(view({ ...properties, canonicalUrl: page.url }))
  })

  it('sends its name as the title', async () => {
    expect(await bodyOf({ name: 'Pricing', properties: page })).toEqual(
      view({ ...page, title: 'Pricing', canonicalUrl: page.url })
    )
  })

  it.each([[undefined], [null], [''], [' '], [false], [true], [{}], [['Pricing']], [[]]])(
    "keeps the page's title when its name is %j",
    async (name) => {
      expect(await bodyOf({ name: name as unknown as string, properties: page })).toEqual(
        view({ ...page, canonicalUrl: page.url })
      )
    }
  )

  // PHP writes an empty object as a list.
  it.each<unknown>([undefined, {}, []])(
    "takes URL and title from the context's page when its properties are %j",
    async (properties) => {
      expect(await bodyOf({ properties: properties as undefined, context: { page } })).toEqual(
        view({ canonicalUrl: page.url, title: page.title })
      )
    }
  )

  it("takes the URL and title of its properties before those of the context's page", async () => {
    const context = { page: { url: 'https://my-site.com/', title: 'Home' } }

    expect(await bodyOf({ properties: page, context })).toEqual(view({ ...page, canonicalUrl: page.url }))
  })

  it('keeps properties of the names canonicalUrl and title when it has no other', async () => {
    const properties = { canonicalUrl: 'https://my-site.com/plans', title: null }

    expect(await bodyOf({ properties })).toEqual(view(properties))
  })

  it.each([[{}], [['Pricing']], [[]]])('is sent when its title and URL are %j', async (value) => {
    const properties = { title: value, url: value } as object

    expect(await bodyOf({ properties, context: { page: properties } } as object)).toEqual(view(properties))
  })

  it('is sent also when nothing is known of the page', async () => {
    expect(await bodyOf({ properties: undefined })).toEqual(view({}))
  })

  it.each(['/pricing', ['/pricing', '/'], 5, true])('is refused when its properties are %j', async (properties) => {
    await expect(bodyOf({ properties: properties as unknown as undefined })).rejects.toThrow(
      /Properties must be an object/
    )
  })
})

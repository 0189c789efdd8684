import type { Server } from '@partner-destinations/server'
import deletePeter from '../../../../destination-actions/src/destinations/refersion/__tests__/fixtures/delete.json'
import identifyPeter from '../../../../destination-actions/src/destinations/refersion/__tests__/fixtures/identify.json'
import wigzo from '../../../../destination-actions/src/destinations/wigzo/__tests__/fixtures/catalog-page-2024.json'
import identifyBill from '../../../../destination-actions/src/destinations/wishpond/__tests__/fixtures/identify-bill-lumbergh.json'
import identifyJane from '../../../../destination-actions/src/destinations/wishpond/__tests__/fixtures/identify-jane-kim.json'
import signedUp from '../../../../destination-actions/src/destinations/wishpond/__tests__/fixtures/track-signed-up.json'
import { findDestination, startServer, talkTo } from '../../../test/local-server'
import { preview } from '../../server/server'
import { catalogSamples } from '../catalog-samples'
import { samplesFor } from '../samples'
import { ecommerce } from '../spec-samples'

const folders = ['refersion', 'wigzo', 'wishpond']

it('has the events of the catalog pages as the destinations are tested with them', () => {
  expect(catalogSamples).toEqual({
    refersion: { 'identify: Peter Gibbons': identifyPeter, 'delete: Peter Gibbons': deletePeter },
    wigzo: {
      'identify: John Doe': wigzo.identify,
      'page: My Site': wigzo.page,
      'track: Clicked Button': wigzo.clickedButton,
      'track: Product Viewed': wigzo.productViewed
    },
    wishpond: {
      'identify: Jane Kim': identifyJane,
      'identify: Bill Lumbergh': identifyBill,
      'track: Signed Up': signedUp
    }
  })
})

it('has every event of the ecommerce spec', () => {
  expect(Object.keys(ecommerce)).toHaveLength(28)
})

it('gives every sample an id of its own', () => {
  const ids = folders.flatMap((folder) => samplesFor(folder).flatMap(({ samples }) => samples.map(({ id }) => id)))
  const shared = samplesFor('elsewhere').flatMap(({ samples }) => samples.length)
  expect(new Set(ids).size).toBe(ids.length - 2 * shared.reduce((sum, count) => sum + count, 0))
})

describe('on the server', () => {
  let server: Server

  beforeAll(async () => {
    server = await startServer()
    talkTo(server)
  })

  afterAll(() => server.stop())

  it.each(folders)('every sample is an event that %s takes without an error, or does not take', async (folder) => {
    const { demoSettings: settings } = await findDestination(folder)
    for (const { event, label } of samplesFor(folder).flatMap(({ samples }) => samples)) {
      const previews = await preview({ folder, action: 'event', payload: event, settings })
      expect([label, previews.filter((one) => 'error' in one)]).toEqual([label, []])
      expect(previews.length).toBeGreaterThan(0)
    }
  })
})

import identifyBill from '@partner-destinations/destination-actions/destinations/wishpond/__tests__/fixtures/identify-bill-lumbergh.json'
import identifyJane from '@partner-destinations/destination-actions/destinations/wishpond/__tests__/fixtures/identify-jane-kim.json'
import signedUp from '@partner-destinations/destination-actions/destinations/wishpond/__tests__/fixtures/track-signed-up.json'
import { samples } from '../samples'

it("has the events of Segment's catalog page, as the destination is tested with them", () => {
  expect(samples).toEqual({
    'identify: Jane Kim': identifyJane,
    'identify: Bill Lumbergh': identifyBill,
    'track: Signed Up': signedUp
  })
})

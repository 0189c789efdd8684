import events from '@partner-destinations/destination-actions/destinations/wigzo/__tests__/fixtures/catalog-page-2024.json'
import { samples } from '../samples'

it("has the events of Segment's catalog page, as the destination is tested with them", () => {
  expect(samples).toEqual({
    'identify: John Doe': events.identify,
    'page: My Site': events.page,
    'track: Clicked Button': events.clickedButton,
    'track: Product Viewed': events.productViewed
  })
})

import deletePeter from '@partner-destinations/destination-actions/destinations/refersion/__tests__/fixtures/delete.json'
import identifyPeter from '@partner-destinations/destination-actions/destinations/refersion/__tests__/fixtures/identify.json'
import { samples } from '../samples'

it("has the events of Segment's catalog page, as the destination is tested with them", () => {
  expect(samples).toEqual({ 'identify: Peter Gibbons': identifyPeter, 'delete: Peter Gibbons': deletePeter })
})

import type { ReviewerNote } from '../reviewer-note'

export const reviewerNotes: ReviewerNote[] = [
  {
    topic: 'batch',
    text: "No action has `performBatch`: both calls of Wigzo's API, `learn/identify` and `learn/event`, take one user or one event per request."
  },
  {
    topic: 'credentials',
    text: '`testAuthentication` checks only the form of the token: Wigzo has no call that tests a token without creating a user or an event.'
  },
  {
    topic: 'preset',
    actions: ['trackOrder'],
    text: "`trackOrder` has no preset. It sends the event `order` as Wigzo's own WordPress plugin does, and Wigzo has not confirmed yet that it wants this event from Segment besides the one for completed orders. Customers can add the action by hand."
  },
  {
    topic: 'other',
    text: "Wigzo knows users by a version-4 UUID. Any other user ID becomes a UUID by `createHmac`, always the same one. This makes an identifier and hashes no personal data for matching, so `processHashing` doesn't apply."
  },
  {
    topic: 'other',
    text: "The actions fall back to the anonymous ID when the user ID is a placeholder, such as `0` or `null`. `userId` is therefore required only when there is no `anonymousId`, and the code refuses an event when both are placeholders, which the schema can't say."
  }
]

import type { ReviewerNote } from '../reviewer-note'

const bothKeys: ReviewerNote = {
  topic: 'other',
  text: 'Both keys are required, unlike in the classic destination: nothing can be delivered without them.'
}

export const reviewerNotes: ReviewerNote[] = [
  {
    topic: 'batch',
    text: "No action has `performBatch`: Wishpond's Tracking API takes one lead or one event per request."
  },
  {
    topic: 'credentials',
    text: '`testAuthentication` checks only the form of the keys: Wishpond has no call that tests them without creating a lead or an event.'
  },
  bothKeys,
  {
    topic: 'other',
    text: "`trackEvent` falls back to the anonymous ID when the user ID is a placeholder, such as `0` or `null`. The user ID is therefore required only when there is no anonymous ID, and the code refuses an event when both are placeholders, which the schema can't say."
  }
]

export const webReviewerNotes: ReviewerNote[] = [
  bothKeys,
  {
    topic: 'other',
    text: 'The presets write their mappings out: `defaultValues` would bring all of `@segment/actions-core` into the bundle.'
  },
  {
    topic: 'other',
    text: 'The actions wait for the tracker themselves instead of using the client that they are given. A plugin that a page registers itself (`analytics.register`) gets events, but no client, while it is still loading.'
  },
  {
    topic: 'other',
    text: "Errors are of a class of the destination's own, which has the `code` and `status` of the framework's errors. The framework's classes can't be imported here: the framework as a whole doesn't run in browsers."
  }
]

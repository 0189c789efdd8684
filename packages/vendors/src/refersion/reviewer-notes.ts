import type { ReviewerNote } from '../reviewer-note'

export const reviewerNotes: ReviewerNote[] = [
  {
    topic: 'delete',
    actions: ['deleteAffiliate'],
    text: 'The action `deleteAffiliate` has the default subscription `type = "delete"`, which no other destination here has. Segment\'s catalog page of Refersion describes a delete event that removes an affiliate by `email`, and `onDelete` gets only the user ID and the anonymous ID. `onDelete` is there too, and acts when one of the two IDs is an email address. If Segment doesn\'t hand delete events to subscriptions, the action and its preset can go, and nothing else changes.'
  },
  {
    topic: 'batch',
    actions: ['createAffiliate'],
    text: "`createAffiliate` has no `performBatch`: Refersion's API creates one affiliate per request and has no batch call for it. Each event also takes its own path: it creates an affiliate, or it finds and updates one. `deleteAffiliate` has `performBatch`, because `affiliate/status_change` takes 50 IDs."
  },
  {
    topic: 'chunks',
    text: "`deleteAffiliate` cuts two lists itself, although `batch_size` is 50. The list of IDs: an email address can have several affiliates, so 50 events can give more than the 50 IDs that Refersion takes in a request. The look-ups: each event needs searches of its own, and ten run at a time, because Refersion doesn't publish its rate limit."
  },
  {
    topic: 'required',
    actions: ['createAffiliate'],
    text: "`email` of `createAffiliate` isn't `required`, although every event needs one. The action trims the address before it checks it, and its own error says how to get the address into the event, also for events of Engage. A name isn't required either: an update of an existing affiliate works without one."
  }
]

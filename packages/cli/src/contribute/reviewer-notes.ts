/** Answers to what a reviewer upstream will ask, by destination folder. */
export const reviewerNotes: Record<string, string[]> = {
  refersion: [
    'The action `deleteAffiliate` has the default subscription `type = "delete"`, which no other destination has: Segment\'s catalog page of Refersion describes a delete event that removes an affiliate by `email`, and `onDelete` gets only the two ids. `onDelete` is there too, for ids that are email addresses. If Segment does not hand delete events to subscriptions, the action and its preset can go, and nothing else changes.',
    'Refersion has no batch call for new affiliates. `deleteAffiliate` has `performBatch`, since statuses are changed 50 at a time.'
  ],
  wigzo: [
    'Wigzo knows users by a version-4 UUID. Any other user id becomes one by `createHmac`, always the same: this makes an identifier, and hashes no personal data for matching, so `processHashing` has no place here.',
    'Wigzo has no call that tests the token without leaving a user or an event behind, so `testAuthentication` looks at its form only.'
  ],
  wishpond: [
    'Wishpond has no call that tests the keys without making a lead or an event, so `testAuthentication` looks at their form only.',
    'Both settings are required, unlike in the classic destination: without them nothing can be delivered.'
  ],
  'wishpond-web': [
    'Both keys are required, unlike in the classic destination: without them nothing can be delivered.',
    'The presets write their mappings out: `defaultValues` would bring all of actions-core into the bundle.',
    'The actions wait for the tracker by themselves, instead of taking the client they are handed: a plugin that a page registers by itself is given events, and no client, while it still loads.'
  ]
}

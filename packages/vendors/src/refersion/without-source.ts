/** The fields that have no natural source in Segment's events, each with the reason. */
export const withoutSource = {
  'createAffiliate.address2': "Segment's addresses have no second line",
  'createAffiliate.paypal_email': "Segment's spec has no trait for a PayPal account",
  'createAffiliate.offer': 'an offer of the merchant in Refersion, chosen once for a mapping',
  'createAffiliate.conversion_trigger_coupon': "Segment's spec has no trait for an affiliate's own coupon",
  'createAffiliate.send_welcome': "a choice of the merchant; without it, Refersion's own default applies",
  'createAffiliate.password': 'events contain no passwords; without one, the action makes a random password',
  'createAffiliate.custom_fields': 'the ids of custom fields are different for each merchant',
  'deleteAffiliate.affiliate_code': 'only Refersion knows it; a user id must never be used in its place',
  'deleteAffiliate.affiliate_id': 'only Refersion knows it; a user id must never be used in its place'
}

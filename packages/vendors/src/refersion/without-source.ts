/** The fields that have no natural source in Segment's events, each with the reason. */
export const withoutSource = {
  'createAffiliate.address2': "Segment's addresses have no second line",
  'createAffiliate.paypal_email': 'a PayPal account is no trait that Segment specifies',
  'createAffiliate.offer': 'an offer of the merchant in Refersion, chosen once for a mapping',
  'createAffiliate.conversion_trigger_coupon': "an affiliate's own coupon is no trait that Segment specifies",
  'createAffiliate.send_welcome': 'a choice of the merchant; empty means what Refersion does by itself',
  'createAffiliate.password': 'events carry no passwords; empty means a random one',
  'createAffiliate.custom_fields': 'the ids of custom fields are different for each merchant',
  'deleteAffiliate.affiliate_code': 'only Refersion knows it; a user id must never be taken for it',
  'deleteAffiliate.affiliate_id': 'only Refersion knows it; a user id must never be taken for it'
}

import { spotOfField } from '../locate'
import type { Rule } from '../subject'

/**
 * The fields that have no natural source in Segment's events, each with the reason. The key is the name of the
 * destination's folder, the action and the field.
 */
export const WITHOUT_SOURCE: ReadonlyMap<string, string> = new Map([
  ['refersion.createAffiliate.address2', "Segment's addresses have no second line"],
  ['refersion.createAffiliate.paypal_email', 'a PayPal account is no trait that Segment specifies'],
  ['refersion.createAffiliate.offer', 'an offer of the merchant in Refersion, chosen once for a mapping'],
  [
    'refersion.createAffiliate.conversion_trigger_coupon',
    "an affiliate's own coupon is no trait that Segment specifies"
  ],
  ['refersion.createAffiliate.send_welcome', 'a choice of the merchant; empty means what Refersion does by itself'],
  ['refersion.createAffiliate.password', 'events carry no passwords; empty means a random one'],
  ['refersion.createAffiliate.custom_fields', 'the ids of custom fields are different for each merchant'],
  ['refersion.deleteAffiliate.affiliate_code', 'only Refersion knows it; a user id must never be taken for it'],
  ['refersion.deleteAffiliate.affiliate_id', 'only Refersion knows it; a user id must never be taken for it']
])

/** Each field has a default mapping, so that data flows as soon as an action is added. */
export const defaultMappings: Rule = (subject) =>
  Object.entries(subject.definition.actions).flatMap(([action, { fields }]) =>
    Object.entries(fields).flatMap(([field, value]) => {
      const name = `${subject.place.name}.${action}.${field}`
      if (value?.default !== undefined || WITHOUT_SOURCE.has(name)) return []
      const advice = `Give ${field} of ${action} a default: where its value sits in an event. If it sits nowhere, add ${name} and why to WITHOUT_SOURCE in validate/rules/default-mappings.ts.`
      return { ...spotOfField(subject, field, action), rule: 'default-mapping', advice }
    })
  )

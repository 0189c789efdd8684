/** The traits that Wishpond knows by another spelling, as its classic Segment integration renames them. */
const WISHPOND_SPELLING = new Map([
  ['createdAt', 'created_at'],
  ['updatedAt', 'updated_at'],
  ['firstName', 'first_name'],
  ['lastName', 'last_name'],
  ['phoneNumber', 'phone_number'],
  ['leadScore', 'lead_score']
])

/**
 * A lead's attributes: the user's traits, six of them in Wishpond's spelling and everything else as it is.
 * Where both spellings are given, the value in Wishpond's own is kept, whatever it is, and the other is left out.
 */
export function toLeadAttributes(traits: Record<string, unknown>): Record<string, unknown> {
  const attributes = Object.entries(traits).flatMap(([trait, value]) => {
    const renamed = WISHPOND_SPELLING.get(trait)
    if (renamed === undefined) return [[trait, value]]
    return renamed in traits ? [] : [[renamed, value]]
  })
  return Object.fromEntries(attributes) as Record<string, unknown>
}

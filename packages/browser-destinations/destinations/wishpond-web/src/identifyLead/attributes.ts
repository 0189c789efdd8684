/** The traits that Wishpond spells in another way. Its classic Segment integration renames the same traits. */
const WISHPOND_SPELLING = new Map([
  ['createdAt', 'created_at'],
  ['updatedAt', 'updated_at'],
  ['firstName', 'first_name'],
  ['lastName', 'last_name'],
  ['phoneNumber', 'phone_number'],
  ['leadScore', 'lead_score']
])

/**
 * A lead's attributes: the user's traits, six of them in Wishpond's spelling and all others unchanged. If a user has
 * both spellings of a trait, Wishpond's spelling wins whatever its value, and the other one is left out.
 */
export function toLeadAttributes(traits: Record<string, unknown>): Record<string, unknown> {
  const attributes: [name: string, value: unknown][] = []
  for (const [trait, value] of Object.entries(traits)) {
    const renamed = WISHPOND_SPELLING.get(trait)
    if (renamed === undefined) attributes.push([trait, value])
    else if (!(renamed in traits)) attributes.push([renamed, value])
  }
  return Object.fromEntries(attributes)
}

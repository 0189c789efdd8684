/** Whether an event is of a person. */
export function isOfPerson(person: string, body: string): boolean {
  const { userId, anonymousId } = JSON.parse(body) as { userId?: unknown; anonymousId?: unknown }
  return [userId, anonymousId].some((id) => (typeof id === 'string' || typeof id === 'number') && String(id) === person)
}

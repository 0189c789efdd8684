/** Identifies an event of the chaos test. It is the event's name, because every destination sends that. */
export interface Marker {
  user: number
  /** The number of the event among those of its user, from 0. */
  sequence: number
}

/** The name of the event with a marker, such as `User 3 did 17`. */
export function nameOf({ user, sequence }: Marker): string {
  return `User ${user} did ${sequence}`
}

/**
 * The marker in the name of an event.
 * @throws Error if it is no such name: somebody changed it
 */
export function markerOf(name: string): Marker {
  const found = /^User (\d+) did (\d+)$/.exec(name)
  if (!found) throw new Error(`"${name}" is not the name of an event of this test.`)
  return { user: Number(found[1]), sequence: Number(found[2]) }
}

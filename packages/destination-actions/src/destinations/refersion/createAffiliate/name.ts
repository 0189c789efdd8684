import { toText } from '../text'

/** A first and a last name, if they are known. */
export interface Name {
  first_name?: string
  last_name?: string
}

/** Splits a full name at its first space: "Mary Ann Evans" is Mary, and Ann Evans. A single word is a first name. */
export function splitName(name: string): Name {
  const [first_name, ...others] = name.trim().split(/\s+/)
  return { first_name: first_name || undefined, last_name: others.join(' ') || undefined }
}

/** The name of an event: First Name and Last Name. If one is missing, it comes from Name. */
export function nameOf(given: Name & { name?: string }): Name {
  const { first_name, last_name } = splitName(toText(given.name) ?? '')
  return { first_name: toText(given.first_name) ?? first_name, last_name: toText(given.last_name) ?? last_name }
}

/** A URL, as a request needs it. */
export interface Target {
  /** The whole URL, as it is sent. */
  href: string
  /** Undefined if the URL is not absolute. */
  protocol?: string
  /** Protocol, host and port. */
  origin: string
  hostname: string
  /** Path and query. */
  path: string
  hasCredentials: boolean
}

const ABSOLUTE = /^[a-zA-Z][a-zA-Z\d+\-.]*:/

/** What the URL standard leaves in a path or a query, and node-fetch escapes: it reads each URL with `url.parse`. */
const ESCAPED = /[{}|\\^`<>"' ]/g

/** @throws TypeError with the code `ERR_INVALID_URL` */
export function parseTarget(given: string): Target {
  if (!ABSOLUTE.test(given)) return { href: given, origin: '', hostname: '', path: given, hasCredentials: false }
  const url = new URL(given)
  // An empty query stays, but `search` doesn't show it.
  const [path] = escaped(url.href.slice(url.origin.length)).split('#')
  const hasCredentials = url.username !== '' || url.password !== ''
  return {
    href: hasCredentials ? url.href : url.origin + path + escaped(url.hash),
    protocol: url.protocol,
    origin: url.origin,
    hostname: url.hostname,
    path,
    hasCredentials
  }
}

function escaped(text: string): string {
  return text.replace(ESCAPED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

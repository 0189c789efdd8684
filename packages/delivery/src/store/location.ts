/** Whether a `store` is a PostgreSQL server, and not a file. */
export function isServerUrl(store: string): boolean {
  return /^postgres(ql)?:\/\//i.test(store)
}

/** A `store` for people: without the password that a URL can hold. */
export function shownStore(store: string): string {
  if (!isServerUrl(store)) return store
  try {
    const { host, pathname } = new URL(store)
    return `postgres://${host}${pathname}`
  } catch {
    return 'a PostgreSQL server'
  }
}

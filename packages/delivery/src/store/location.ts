/** Whether a `store` is a PostgreSQL server, and not a file. */
export function isServerUrl(store: string): boolean {
  return /^postgres(ql)?:\/\//i.test(store)
}

/** A store for people to read: of a URL, neither the user, the password nor the parameters. */
export function shownStore(store: string): string {
  if (!isServerUrl(store)) return store
  return store.replace(/^([^:]+:\/\/)(?:[^/?#]*@)?([^?#]*).*$/s, '$1$2')
}

/** Whether a `store` is a PostgreSQL server, and not a file. */
export function isServerUrl(store: string): boolean {
  return /^postgres(ql)?:\/\//i.test(store)
}

/** A number as people read it: `1,000`. */
export function inWords(count: number): string {
  return count.toLocaleString('en')
}

/** A number with what is counted: `1 event`, `1,000 events`. */
export function counted(count: number, what: string, plural = `${what}s`): string {
  return `${inWords(count)} ${count === 1 ? what : plural}`
}

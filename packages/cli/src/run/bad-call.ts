/** A call that the destination was never asked to do, because its input is wrong. */
export class BadCallError extends Error {
  readonly name = 'BadCallError'
  constructor(message: string, readonly fields?: Record<string, string>) {
    super(message)
  }
}

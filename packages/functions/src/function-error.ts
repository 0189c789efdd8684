/** Says why no function can be made of a destination, and what to do. */
export class FunctionError extends Error {
  readonly name = 'FunctionError'
}

/** Something that an operator asked for can't be done. The message says why, and what to do. */
export abstract class RefusedError extends Error {}

/** There is no delivery of this id. */
export class NoSuchDeliveryError extends RefusedError {
  readonly name = 'NoSuchDeliveryError'

  constructor(id: number) {
    super(`There is no delivery ${id}.`)
  }
}

/** Only failed deliveries can be resent, discarded and corrected. */
export class NotFailedError extends RefusedError {
  readonly name = 'NotFailedError'
}

/** The corrected event can't be delivered. */
export class BadEventError extends RefusedError {
  readonly name = 'BadEventError'
}

/** Milliseconds since 1970. Everything that delivery does by time asks it, so that tests can hold it. */
export type Clock = () => number

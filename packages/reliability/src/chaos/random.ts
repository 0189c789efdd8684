/** A random number from 0 to 1, without 1. */
export type Random = () => number

/**
 * The same numbers for the same seed, so that you can repeat a run.
 * @see https://en.wikipedia.org/wiki/Linear_congruential_generator with the constants of Numerical Recipes
 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

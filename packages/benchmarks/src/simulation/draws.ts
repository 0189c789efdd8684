import { randomFrom } from '@partner-destinations/reliability/random'

/** Random times with a given mean. The same seed gives the same ones. */
export class Draws {
  /** From 0 to 1, without 1. */
  readonly part: () => number

  constructor(seed: number) {
    this.part = randomFrom(seed)
  }

  /** Exponentially distributed: the time until the next event, if events know nothing of each other. */
  exponential(mean: number): number {
    return -Math.log(1 - this.part()) * mean
  }

  /** Log-normally distributed, as the times of answers are: most are near each other, and a few take much longer. */
  logNormal(mean: number, sigma: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.part())) * Math.cos(2 * Math.PI * this.part())
    return mean * Math.exp(sigma * normal - sigma ** 2 / 2)
  }

  /** A whole number from 0, below the limit. */
  below(limit: number): number {
    return Math.floor(this.part() * limit)
  }
}

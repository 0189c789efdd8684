import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/** How long the tools take, in milliseconds, as kept in `results/tools.json`. */
export interface ToolResults {
  machine: Machine
  rounds: number
  /** `./bin/run serve` until it says that it can be used. */
  serveReady: Spread
  /** From the moment a file of a destination is saved until a call is answered by the new code. */
  saveToLive: Spread
  /** Node with nothing to do, `node -e 0`. */
  emptyNode: Spread
  /** TypeScript's check of the file that is saved: `tsc --noEmit`. */
  typeCheck: Spread
  /** All cloud-mode destinations of Segment's published package, in the place of this project's. */
  catalog: {
    /** How many there are. */
    destinations: number
    /** `./bin/run serve` of all of them until it can be used. */
    serveAll: Spread
    /** The same with the name of one. */
    serveOne: Spread
    /** From asking for another destination, which isn't loaded yet, until it is shown. */
    firstAnswer: Spread
    /** `serveAll` and `serveOne` as multiples of `serveReady`, by round. */
    toServeReady: { all: Spread; one: Spread }
  }
  /** `npm test`, once. */
  test: number
}

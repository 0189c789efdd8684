import { noObserver } from '../../observer'
import { describeStore } from '../conformance'
import { openStore } from '../open'
import { openDivisions, wholeOf } from '../open-divided'

// All destinations of these tests are in the second store: each of its ids is another one there.
describeStore('two stores in memory', { persists: false, moves: false }, async () => ({
  open: async (options, clock, random) => {
    const open = () => openStore(':memory:', options, clock, noObserver, random)
    return wholeOf(await openDivisions(['first', 'second'], open), () => 'second')
  },
  remove: async () => undefined
}))

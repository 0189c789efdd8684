import { describeDelivering } from './conformance/delivering'
import { describeFailures } from './conformance/failures'
import { describeLasting } from './conformance/lasting'
import { describeMovedStores, describeMoving } from './conformance/moving'
import { describeOperating } from './conformance/operating'
import { describeReplays } from './conformance/replays'
import { describeSchedules } from './conformance/schedules'
import { TestStore } from './conformance/test-store'
import type { EngineUnderTest } from './conformance/test-store'

export type { EngineUnderTest } from './conformance/test-store'

/**
 * What every engine has to do.
 * @param traits whether what it has is there when it is opened again, and whether it can be moved as a whole
 * @param create makes an engine with an empty store
 */
export function describeStore(
  name: string,
  { persists, moves = true }: { persists: boolean; moves?: boolean },
  create: () => Promise<EngineUnderTest>
) {
  describe(`the store on ${name}`, () => {
    const t = new TestStore(create)
    beforeEach(() => t.begin())
    afterEach(() => t.end())

    describeDelivering(t)
    describeOperating(t)
    describeReplays(t)
    describeFailures(t)
    if (moves) describeMoving(t)
    if (persists) describeLasting(t)
    if (persists) describeMovedStores(t)
    describeSchedules(t, persists)
  })
}

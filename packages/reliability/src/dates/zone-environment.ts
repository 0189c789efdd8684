import { TestEnvironment } from 'jest-environment-node'

/**
 * An environment in which a test file chooses the time zone of the process, by the global function `setTimeZone`.
 * A test cannot do so itself: its `process.env` is a copy.
 */
export default class ZoneEnvironment extends TestEnvironment {
  private readonly before = process.env.TZ

  async setup(): Promise<void> {
    await super.setup()
    Object.assign(this.global, {
      setTimeZone: (zone: string) => {
        process.env.TZ = zone
      }
    })
  }

  async teardown(): Promise<void> {
    if (this.before === undefined) delete process.env.TZ
    else process.env.TZ = this.before
    await super.teardown()
  }
}

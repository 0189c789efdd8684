import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@partner-destinations/delivery/postgres-server'
import { EngineProcess } from './engine-process'
import type { EngineStart } from './engine-process'
import type { Random } from './random'

/** What the processes of a fleet do. */
export type FleetRole = 'intake' | 'worker'

/** A process of a fleet. */
interface Member {
  name: string
  role: FleetRole
  port: number
  engine: EngineProcess
  isSuspended: boolean
}

/** What a worker logs whose lease ran out while it was suspended. */
const lostLease = 'The lease had run out'

/** Intakes and workers that share a store, each in a process of its own. */
export class Fleet {
  private readonly suspensions: Promise<void>[] = []

  private constructor(
    private readonly members: Member[],
    private readonly folder: string,
    private readonly random: Random
  ) {}

  /**
   * Starts all of them at the same time.
   * @param folder for their logs
   * @param start what they have in common
   * @param random decides who is killed or suspended
   * @throws Error if one doesn't start
   */
  static async start(
    counts: Record<FleetRole, number>,
    folder: string,
    start: Omit<EngineStart, 'role' | 'port' | 'operatingPort'>,
    random: Random
  ): Promise<Fleet> {
    const members: Member[] = []
    for (const role of ['intake', 'worker'] as const) {
      for (let number = 1; number <= counts[role]; number++) {
        const [port, operatingPort] = [await freePort(), await freePort()]
        const name = `${role}-${number}`
        const engine = new EngineProcess({ ...start, role, port, operatingPort }, path.join(folder, name))
        members.push({ name, role, port, engine, isSuspended: false })
      }
    }
    const fleet = new Fleet(members, folder, random)
    try {
      await Promise.all(members.map(({ engine }) => engine.run()))
      return fleet
    } catch (error) {
      await fleet.kill()
      throw error
    }
  }

  /** The ports of the intakes. */
  get ports(): number[] {
    return this.members.filter(({ role }) => role === 'intake').map(({ port }) => port)
  }

  /** One that isn't suspended. */
  get awake(): EngineProcess {
    return this.members.filter(({ isSuspended }) => !isSuspended)[0].engine
  }

  /** How often a worker found that its lease had run out. */
  get lostLeases(): number {
    const logs = this.members.map(({ name }) => fs.readFileSync(path.join(this.folder, name), 'utf8'))
    return logs.reduce((sum, log) => sum + log.split(lostLease).length - 1, 0)
  }

  /** How many requests to vendors each worker has made since it was started. */
  requestsByWorker(): Promise<number[]> {
    const workers = this.members.filter(({ role }) => role === 'worker')
    return Promise.all(workers.map(({ engine }) => engine.requests()))
  }

  /** Kills one with SIGKILL, and starts it again. */
  async killOne(role: FleetRole): Promise<void> {
    const { engine } = await this.pick(role)
    await engine.kill()
    await engine.run()
  }

  /** Suspends one, and has it go on later. This resolves at once. */
  async suspendOne(role: FleetRole, milliseconds: number): Promise<void> {
    const member = await this.pick(role)
    member.isSuspended = true
    member.engine.suspend()
    const goOn = () => {
      member.engine.goOn()
      member.isSuspended = false
    }
    this.suspensions.push(wait(milliseconds).then(goOn))
  }

  /** Waits until none is suspended any more. */
  async allAwake(): Promise<void> {
    await Promise.all(this.suspensions)
  }

  /** @throws Error if one has ended by itself */
  check(): void {
    const ended = this.members.filter(({ engine }) => engine.hasEnded).map(({ name }) => name)
    if (ended.length > 0) throw new Error(`Ended by themselves: ${ended.join(', ')}. See the logs in ${this.folder}.`)
  }

  /** Ends all with SIGTERM. */
  async stop(): Promise<void> {
    await Promise.all(this.members.map(({ engine }) => engine.stop()))
  }

  /** Ends all with SIGKILL. */
  async kill(): Promise<void> {
    await Promise.all(this.members.map(({ engine }) => engine.kill()))
  }

  /** One that isn't suspended. At least half of its kind must not be, because the others have to go on with the work. */
  private async pick(role: FleetRole): Promise<Member> {
    const own = this.members.filter((member) => member.role === role)
    for (;;) {
      const awake = own.filter(({ isSuspended }) => !isSuspended)
      if (awake.length > own.length / 2) return awake[Math.floor(this.random() * awake.length)]
      await wait(100)
    }
  }
}

import type { Delivery } from '@partner-destinations/delivery/machine/delivery'
import { Heap } from './heap'

/** A simulated delivery. Times are those of the timeline. */
export interface Job {
  /** In the order of arrival. */
  id: number
  user: number
  acceptedAt: number
  delivery: Delivery
  dueAt: number
  /** It holds back the later ones of its user. */
  inLane: boolean
}

/** What waits for a destination: each user's deliveries one after the other, retries before new ones. */
export class Lanes {
  private readonly lanes = new Map<number, Job[]>()
  private readonly fresh = new Heap<Job>((one, other) => one.id < other.id)
  private readonly retries = new Heap<Job>((one, other) => one.dueAt < other.dueAt)

  add(job: Job): void {
    const lane = this.lanes.get(job.user)
    if (lane) lane.push(job)
    else {
      this.lanes.set(job.user, [job])
      this.fresh.push(job)
    }
  }

  /**
   * Takes the next one that may be attempted now.
   * @param freshFirst new ones before retries
   */
  take(now: number, freshFirst = false): Job | undefined {
    const isDue = this.retries.first !== undefined && this.retries.first.dueAt <= now
    if (freshFirst && this.fresh.first) return this.fresh.pop()
    return isDue ? this.retries.pop() : this.fresh.pop()
  }

  /** It is to be attempted again once it is due. */
  retry(job: Job): void {
    this.retries.push(job)
  }

  /** The later ones of its user need not wait for it any more. */
  leave(job: Job): void {
    if (!job.inLane) return
    job.inLane = false
    const lane = this.lanes.get(job.user) as Job[]
    lane.shift()
    if (lane.length > 0) this.fresh.push(lane[0])
    else this.lanes.delete(job.user)
  }
}

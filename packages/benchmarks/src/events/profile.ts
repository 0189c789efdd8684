import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'

/** Microseconds between two samples. */
const SAMPLING_INTERVAL = 200

/** V8's names for time in which the process waits. */
const IDLE = '(idle)'

/** Records a CPU profile of this process while something runs. */
export async function profileOf(run: () => Promise<unknown>): Promise<Profiler.Profile> {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL })
    await session.post('Profiler.start')
    await run()
    return (await session.post('Profiler.stop')).profile
  } finally {
    session.disconnect()
  }
}

/**
 * The part of the time of a profile that some files take, between 0 and 1; time in which the process waits is left out.
 *
 * A sample counts for the nearest frame, from the top of the stack down, that is in a file: so what a file has Node and
 * the engine do (JSON, cryptography, text) is its own, and what it has a library do is the library's. Garbage collection
 * has no stack: it counts for nobody, but is part of the whole.
 *
 * @param isCounted says of the URL of a file whether it counts
 */
export function shareOf(profile: Profiler.Profile, isCounted: (url: string) => boolean): number {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  let all = 0
  let counted = 0
  for (const [index, id] of (profile.samples ?? []).entries()) {
    if (nodes.get(id)?.callFrame.functionName === IDLE) continue
    const duration = profile.timeDeltas?.[index] ?? 0
    all += duration
    let at: number | undefined = id
    while (at !== undefined && !nodes.get(at)?.callFrame.url.startsWith('file:')) at = parents.get(at)
    if (at !== undefined && isCounted(nodes.get(at)?.callFrame.url ?? '')) counted += duration
  }
  return all === 0 ? 0 : counted / all
}

import { Session } from 'node:inspector/promises'
import type { Profiler, Runtime } from 'node:inspector'

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
 * The part of the time of a profile that the frames of some files take, between 0 and 1; time in which the process waits
 * is left out. Garbage collection has no frame: it counts for nobody, but is part of the whole.
 *
 * @param isCounted says of the URL of a file whether it counts
 */
export function shareOfFrames(profile: Profiler.Profile, isCounted: (url: string) => boolean): number {
  return share(profile, ([frame]) => isCounted(frame.url))
}

/**
 * As {@link shareOfFrames}, but with what files have Node and the engine do (JSON, cryptography, text): a sample counts
 * for the nearest frame, from the top of the stack down, that is in a file. So what a file has a library do is the
 * library's.
 */
export function shareOfFiles(profile: Profiler.Profile, isCounted: (url: string) => boolean): number {
  return share(profile, (stack) => isCounted(stack.find(({ url }) => url.startsWith('file:'))?.url ?? ''))
}

/** @param isCounted says of the stack of a sample, the top first, whether it counts */
function share(profile: Profiler.Profile, isCounted: (stack: Runtime.CallFrame[]) => boolean): number {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const callers = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((id) => [id, node])))
  let all = 0
  let counted = 0
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const stack: Runtime.CallFrame[] = []
    for (let node = nodes.get(id); node !== undefined; node = callers.get(node.id)) stack.push(node.callFrame)
    if (stack[0]?.functionName === IDLE) continue
    const duration = profile.timeDeltas?.[index] ?? 0
    all += duration
    if (isCounted(stack)) counted += duration
  }
  return all === 0 ? 0 : counted / all
}

import type { Profiler } from 'node:inspector'
import { shareOfFiles, shareOfFrames } from '../profile'

const OWN = 'file:///project/own.ts'
const LIBRARY = 'file:///project/node_modules/library.js'

/** The chains of callers are written out; each sample is the number of a node, and what it took. */
function profile(
  nodes: [id: number, functionName: string, url: string, children?: number[]][],
  samples: [id: number, microseconds: number][]
): Profiler.Profile {
  return {
    nodes: nodes.map(([id, functionName, url, children]) => ({
      id,
      callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
      children
    })),
    startTime: 0,
    endTime: 0,
    samples: samples.map(([id]) => id),
    timeDeltas: samples.map(([, microseconds]) => microseconds)
  }
}

const isOwn = (url: string) => url === OWN
const ofFrames = (of: Profiler.Profile) => shareOfFrames(of, isOwn)
const ofFiles = (of: Profiler.Profile) => shareOfFiles(of, isOwn)

describe('The share of a profile', () => {
  it('counts a frame of a file for the file', () => {
    const both = profile(
      [
        [1, '(root)', '', [2, 3]],
        [2, 'perform', OWN],
        [3, 'send', LIBRARY]
      ],
      [
        [2, 100],
        [3, 300]
      ]
    )
    expect(ofFrames(both)).toBe(0.25)
    expect(ofFiles(both)).toBe(0.25)
  })

  it.each([
    ['Node', 'node:crypto'],
    ['the engine', '']
  ])('counts what a file has %s do for the file, but not for its frames', (_what, url) => {
    const calls = profile(
      [
        [1, '(root)', '', [2]],
        [2, 'perform', OWN, [3]],
        [3, 'createHmac', url, [4]],
        [4, 'digest', url]
      ],
      [
        [2, 100],
        [4, 300]
      ]
    )
    expect(ofFrames(calls)).toBe(0.25)
    expect(ofFiles(calls)).toBe(1)
  })

  it('counts what a file has a library do for the library, and what the library has Node do as well', () => {
    const calls = profile(
      [
        [1, '(root)', '', [2]],
        [2, 'perform', OWN, [3]],
        [3, 'request', LIBRARY, [4]],
        [4, 'stringify', '']
      ],
      [
        [3, 100],
        [4, 100]
      ]
    )
    expect(ofFrames(calls)).toBe(0)
    expect(ofFiles(calls)).toBe(0)
  })

  it('counts what a library calls back for the file that it calls', () => {
    const calls = profile(
      [
        [1, '(root)', '', [2]],
        [2, 'execute', LIBRARY, [3]],
        [3, 'perform', OWN]
      ],
      [
        [2, 100],
        [3, 100]
      ]
    )
    expect(ofFrames(calls)).toBe(0.5)
    expect(ofFiles(calls)).toBe(0.5)
  })

  it('leaves out the time in which the process waits, and has garbage collection in the whole', () => {
    const mixed = profile(
      [
        [1, '(root)', '', [2, 3, 4]],
        [2, '(idle)', ''],
        [3, '(garbage collector)', ''],
        [4, 'perform', OWN]
      ],
      [
        [2, 5000],
        [3, 100],
        [4, 100]
      ]
    )
    expect(ofFrames(mixed)).toBe(0.5)
    expect(ofFiles(mixed)).toBe(0.5)
  })

  it('is nothing of a profile without samples', () => {
    const empty = profile([[1, '(root)', '']], [])
    expect(ofFrames(empty)).toBe(0)
    expect(ofFiles(empty)).toBe(0)
  })
})

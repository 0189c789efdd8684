import path from 'node:path'
import { manifest } from '@partner-destinations/destination-actions'
import { makeFunction } from '@partner-destinations/functions'
import type { Definition } from '@partner-destinations/runner'
import { presetSubscriptions } from '@partner-destinations/runner'
import type { FunctionResults } from './results'

const sources = path.dirname(require.resolve('@partner-destinations/destination-actions'))

/** Makes the functions of our destinations, with their presets. */
export async function benchmarkFunctions(): Promise<FunctionResults> {
  const sizes: FunctionResults['sizes'] = []
  for (const [folder, given] of Object.entries(manifest)) {
    const definition = given as Definition
    const { code } = await makeFunction({
      definition,
      source: path.join(sources, 'destinations', folder, 'index.ts'),
      subscriptions: presetSubscriptions(definition),
      subscriptionsAre: 'its automatic presets',
      withBatch: false,
      command: `./bin/run export function ${folder}`
    })
    sizes.push({ destination: definition.name, bytes: Buffer.byteLength(code), sections: sectionsOf(code) })
  }
  return { limit: 350_000, sizes }
}

/** The bytes of each section: a heading begins one. */
function sectionsOf(code: string): Record<string, number> {
  const [, ...parts] = code.split(/^\/\/ ===== (.*) =====$/m)
  const sections: Record<string, number> = {}
  for (let index = 0; index < parts.length; index += 2) {
    sections[parts[index]] = (sections[parts[index]] ?? 0) + Buffer.byteLength(parts[index + 1])
  }
  return sections
}

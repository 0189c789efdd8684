import type { Metafile } from 'esbuild'
import { missing } from './replaced-modules'

/**
 * Why a bundle can't run as a function: which of Node's modules it needs, and what imports it.
 * @returns undefined if it needs none
 */
export function whyMissing({ inputs, outputs }: Metafile): string | undefined {
  const [output] = Object.values(outputs)
  const isUsed = (input: string) => (output.inputs[input]?.bytesInOutput ?? 0) > 0
  const module = Object.keys(inputs).find((input) => input.startsWith(`${missing}:`) && isUsed(input))
  if (module === undefined) return undefined
  const name = module.slice(missing.length + 1)
  const importer = wayTo(module, inputs).find((input) => input.includes('node_modules/'))
  return `${describeUser(
    importer
  )} imports Node's module "${name}". Of these modules, a function can only have "crypto".`
}

/** The words for the file that uses something that a function can't have. */
export function describeUser(file = ''): string {
  return file.includes('node_modules/') ? `the package ${packageOf(file)}` : 'it'
}

/** The shortest chain of imports that leads to a module, from the destination on. */
function wayTo(module: string, inputs: Metafile['inputs']): string[] {
  const start = Object.keys(inputs).find((input) => input === 'index.ts') ?? Object.keys(inputs)[0]
  const ways = new Map([[start, [start]]])
  for (const [input, way] of ways) {
    if (input === module) return way
    for (const { path } of inputs[input]?.imports ?? []) if (!ways.has(path)) ways.set(path, [...way, path])
  }
  return []
}

/** The package that a file is in. */
function packageOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? []
  return name ?? file
}

import { isBuiltin } from 'node:module'
import path from 'node:path'
import type { OnResolveArgs, OnResolveResult, Plugin } from 'esbuild'

const runtime = path.join(__dirname, 'runtime')
const nodeModules = path.join(runtime, 'node-modules.ts')

/** A module that takes the place of another one, or is written when the function is made. */
interface Replacement {
  /** The import, as it is written. */
  imported: RegExp
  /** Only for these importers. Default: all. */
  importer?: RegExp
  /** The file that is taken, or the name of a generated module. */
  by: { file: string } | { generated: string }
}

/** The framework, what it needs, and our packages. */
const us = /[/\\](@segment[/\\]|clean-stack[/\\]|packages[/\\](core|functions|runner|transport)[/\\])/

const replacements: Replacement[] = [
  { imported: /^cross-fetch$/, by: { file: path.join(runtime, 'fetch.ts') } },
  { imported: /^ajv$|^functions:formats$/, by: { file: path.join(runtime, 'ajv.ts') } },
  { imported: /^ajv-formats$/, by: { generated: 'formats' } },
  { imported: /^functions:schemas$/, by: { generated: 'schemas' } },
  { imported: /^functions:subscriptions$/, by: { generated: 'subscriptions' } },
  { imported: /^liquidjs$/, importer: us, by: { generated: 'liquid' } },
  { imported: /[/\\]parse-fql$/, importer: /destination-subscriptions/, by: { generated: 'conditions' } },
  // Segment decides by the Integrations object, under the name of the function, before it calls the function.
  { imported: /[/\\]integrations-object$/, importer: /runner/, by: { generated: 'integrations-object' } },
  { imported: /^(node:)?crypto$/, by: { generated: 'crypto' } },
  { imported: /^(node:)?(events|http|os|stream|util)$/, importer: us, by: { file: nodeModules } }
]

/** Code whose modules do nothing when they are imported, so that what nobody uses is left out. */
const withoutEffects = /^@(segment|partner-destinations)\//

/** Marks imports that this plugin has esbuild resolve. */
const forEsbuild = Symbol()

/** The namespace of Node's modules that a function can't load. */
export const missing = 'missing'

/** The namespace of modules that are written when the function is made. */
export const generated = 'functions'

/** Those modules by their names: the text of each, and the folder where its imports are looked up. */
export type GeneratedModules = Record<string, { contents: string; folder: string }>

/** Puts what a function can have in the place of what it can't. */
export function replacedModules(modules: GeneratedModules): Plugin {
  return {
    name: 'replaced-modules',
    setup(build) {
      build.onResolve({ filter: /^/ }, async (imported): Promise<OnResolveResult | undefined> => {
        const { path: name, importer, resolveDir, kind } = imported
        if (imported.pluginData === forEsbuild || kind === 'entry-point') return undefined
        const replaced = replacementOf(imported)
        if (replaced) return replaced
        if (isBuiltin(name)) return { path: name.replace(/^node:/, ''), namespace: missing, sideEffects: false }
        // Compiled code may not be there. The packages that have some need Node's modules too, and the error names one.
        if (name.endsWith('.node')) return { path: name, namespace: 'compiled' }
        if (!withoutEffects.test(name)) return undefined
        const found = await build.resolve(name, { kind, importer, resolveDir, pluginData: forEsbuild })
        return found.errors.length > 0 ? undefined : { path: found.path, sideEffects: false }
      })
      build.onLoad({ filter: /^/, namespace: generated }, ({ path: name }) => {
        const { contents, folder } = modules[name]
        return { contents, resolveDir: folder }
      })
      build.onLoad({ filter: /^/, namespace: missing }, () => ({ contents: 'module.exports = {}' }))
      build.onLoad({ filter: /^/, namespace: 'compiled' }, () => ({ contents: 'module.exports = {}' }))
    }
  }
}

function replacementOf({ path: name, importer }: OnResolveArgs): OnResolveResult | undefined {
  const found = replacements.find((one) => one.imported.test(name) && (one.importer?.test(importer) ?? true))
  if (!found) return undefined
  if ('file' in found.by) return { path: found.by.file, sideEffects: found.by.file === nodeModules ? false : undefined }
  return { path: found.by.generated, namespace: generated }
}

import { createRequire } from 'node:module'
import path from 'node:path'
import type { Definition, Subscription } from '@partner-destinations/runner'
import { parseFql } from '@segment/destination-subscriptions'
import { compileSchemas } from './compile-schemas'
import type { CompiledSchemas } from './compile-schemas'
import { frameworkFile } from './framework'
import type { GeneratedModules } from './replaced-modules'
import { shortSubscriptions } from './short-subscriptions'

/**
 * The modules that are written for one function: what the framework would compile or parse while it runs, and what is the
 * customer's.
 * @param usesLiquid whether the variable `liquid` has the package liquidjs
 */
export function generatedModules(
  definition: Definition,
  subscriptions: Subscription[],
  usesLiquid: boolean
): GeneratedModules {
  const actions = [...new Set(subscriptions.map(({ partnerAction }) => partnerAction))]
  const schemas = compileSchemas(definition, actions)
  const folder = path.dirname(frameworkFile())
  const conditions = Object.fromEntries(subscriptions.map(({ subscribe }) => [subscribe, parseFql(subscribe)]))
  const contents: Record<string, string> = {
    schemas: schemasModule(schemas),
    formats: formatsModule(schemas),
    subscriptions: `export default ${inCode(shortSubscriptions(definition, subscriptions))}`,
    conditions: `const conditions = ${inCode(conditions)}\nexport default (fql) => conditions[fql]`,
    'integrations-object': 'export const isEnabled = () => true',
    // The framework makes an engine in any case.
    liquid: usesLiquid
      ? 'export const { Liquid } = liquid'
      : 'export class Liquid { registerTag() {} registerFilter() {} }',
    crypto: 'module.exports = crypto'
  }
  return Object.fromEntries(Object.entries(contents).map(([name, text]) => [name, { contents: text, folder }]))
}

function schemasModule({ code, exportNames }: CompiledSchemas): string {
  const entries = Object.entries(exportNames).map(([key, name]) => `${JSON.stringify(key)}: ${name}`)
  return `import { formats } from 'functions:formats'\n${code}\nexport default { ${entries.join(', ')} }`
}

/** The framework adds all formats of the package `ajv-formats`; this adds those that a schema uses. */
function formatsModule({ formats }: CompiledSchemas): string {
  const { fullFormats } = createRequire(frameworkFile())('ajv-formats/dist/formats') as {
    fullFormats: Record<string, unknown>
  }
  // Those that accept every text are left out by ajv.
  const used = formats.filter((name) => Object.hasOwn(fullFormats, name) && fullFormats[name] !== true)
  if (used.length === 0) return 'export default (ajv) => ajv'
  return `import { fullFormats } from 'ajv-formats/dist/formats'
export default (ajv) => ${JSON.stringify(used)}.reduce((all, name) => all.addFormat(name, fullFormats[name]), ajv)`
}

/** JSON that JavaScript reads as the same value. */
function inCode(value: unknown): string {
  return JSON.stringify(value).replace(/"__proto__":/g, '["__proto__"]:')
}

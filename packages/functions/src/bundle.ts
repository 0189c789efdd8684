import path from 'node:path'
import type { Definition, Subscription } from '@partner-destinations/runner'
import { build } from 'esbuild'
import { FunctionError } from './function-error'
import { generatedModules } from './generated-modules'
import { liquidCode } from './liquid-code'
import { asksGlobalObject, markedGlobals, whyMissingGlobal } from './missing-globals'
import { whyMissing } from './missing-modules'
import type { GeneratedModules } from './replaced-modules'
import { replacedModules } from './replaced-modules'
import { withSections } from './sections'

const runtime = path.join(__dirname, 'runtime')
const globals = path.join(runtime, 'globals.ts')
const globalObject = path.join(runtime, 'global-object.ts')

/** What a bundle is made of. */
export interface BundleParts {
  definition: Definition
  /** The absolute path of the destination's `index.ts`. */
  source: string
  subscriptions: Subscription[]
  /** The folders with the source of Segment's packages, by their names, if they are not installed. */
  packages: Record<string, string>
}

/**
 * Bundles a destination with everything that it needs. The code defines the constant `destination`, which does what the
 * handlers of a function do.
 * @throws FunctionError if the destination needs a module or a global that a function can't have
 */
export async function bundle(parts: BundleParts): Promise<string> {
  const { definition, source, subscriptions } = parts
  const folder = path.dirname(source)
  const liquid = await liquidCode(subscriptions)
  const modules = generatedModules(definition, subscriptions, liquid !== '')
  const first = await built(parts, modules, [globals])
  const { code, metafile } = asksGlobalObject(first.code) ? await built(parts, modules, [globals, globalObject]) : first
  const inputs = Object.keys(metafile.inputs)
  const why = whyMissing(metafile) ?? whyMissingGlobal(code, inputs)
  if (why !== undefined) throw new FunctionError(`No function can be made of ${definition.name}: ${why}`)
  // In a function of its own, no name collides with those of the packages that Segment makes known.
  return `const destination = (() => {
const runtimeGlobals = globalThis
let result
${liquid}${withSections(code, inputs, folder)}
return result
})()
`
}

/**
 * Runs esbuild.
 * @param injected files whose exports take the place of globals
 */
async function built(parts: BundleParts, modules: GeneratedModules, injected: string[]) {
  const folder = path.dirname(parts.source)
  const globalThisIs = injected.includes(globalObject) ? 'functionGlobals' : 'globalThis'
  const { outputFiles, metafile } = await build({
    stdin: { contents: entryOf(parts), resolveDir: folder, sourcefile: 'entry' },
    absWorkingDir: folder,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: parts.packages,
    inject: injected,
    define: {
      ...markedGlobals(),
      global: globalThisIs,
      ...(globalThisIs !== 'globalThis' && { globalThis: globalThisIs }),
      'process.env.NODE_ENV': '"production"',
      'process.env': 'processEnvironment',
      'process.hrtime.bigint': 'processNanoseconds'
    },
    charset: 'utf8',
    legalComments: 'inline',
    // As upstream compiles its destinations, wherever this one is.
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true } },
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [replacedModules(modules)]
  }).catch((error: Error) => {
    throw new FunctionError(`${parts.definition.name} can't be bundled: ${error.message}`)
  })
  return { code: outputFiles[0].text, metafile }
}

/** The first module. Its order matters: the compiled schemas look for formats that the framework adds. */
function entryOf({ definition, source }: BundleParts): string {
  const imported = (name: string, file: string) => `import ${name} from ${JSON.stringify(file)}`
  const deletes = definition.onDelete !== undefined
  return [
    imported('{ DestinationFunction }', path.join(runtime, 'destination-function.ts')),
    imported('{ useSchemas }', path.join(runtime, 'ajv.ts')),
    imported('{ wholeSubscriptions }', path.join(runtime, 'whole-subscriptions.ts')),
    ...(deletes ? [imported('{ deletionBy }', path.join(runtime, 'delete-user.ts'))] : []),
    imported('schemas', 'functions:schemas'),
    imported('subscriptions', 'functions:subscriptions'),
    imported('definition', source),
    'useSchemas(schemas)',
    'const whole = wholeSubscriptions(definition, subscriptions)',
    `result = new DestinationFunction(definition, whole${deletes ? ', deletionBy(definition)' : ''})`
  ].join('\n')
}

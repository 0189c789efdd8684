import path from 'node:path'
import type { Definition, Subscription } from '@partner-destinations/runner'
import { build } from 'esbuild'
import { FunctionError } from './function-error'
import { generatedModules } from './generated-modules'
import { liquidCode } from './liquid-code'
import { whyMissing } from './missing-modules'
import { replacedModules } from './replaced-modules'
import { withSections } from './sections'

const runtime = path.join(__dirname, 'runtime')

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
 * @throws FunctionError if the destination needs a module that a function can't load
 */
export async function bundle(parts: BundleParts): Promise<string> {
  const { definition, source, subscriptions, packages } = parts
  const folder = path.dirname(source)
  const liquid = await liquidCode(subscriptions)
  const result = await build({
    stdin: { contents: entryOf(parts), resolveDir: folder, sourcefile: 'entry' },
    absWorkingDir: folder,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: packages,
    inject: [path.join(runtime, 'globals.ts')],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
    charset: 'utf8',
    legalComments: 'inline',
    // As upstream compiles its destinations, wherever this one is.
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true } },
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [replacedModules(generatedModules(definition, subscriptions, liquid !== ''))]
  }).catch((error: Error) => {
    throw new FunctionError(`${definition.name} can't be bundled: ${error.message}`)
  })
  const why = whyMissing(result.metafile)
  if (why !== undefined) throw new FunctionError(`No function can be made of ${definition.name}: ${why}`)
  const code = withSections(result.outputFiles[0].text, Object.keys(result.metafile.inputs), folder)
  // In a function of its own, no name collides with those of the packages that Segment makes known.
  return `const destination = (() => {\nlet result\n${liquid}${code}\nreturn result\n})()\n`
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

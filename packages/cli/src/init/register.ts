import ts from 'typescript'
import { BadInputError } from '@partner-destinations/server/json-input'
import {
  afterImports,
  applied,
  asObject,
  declaredNames,
  intoObject,
  objectOf,
  parse,
  textOf,
  valueOf
} from './source-edits'

/** An entry of an object in an `index.ts` that serves as a list. */
export interface Entry {
  /** The constant that contains the list. */
  list: string
  /** The entry's key: the name of a folder. */
  key: string
  /** The variable that the entry is imported as. */
  variable: string
  /** The statement that imports it. */
  importStatement: string
}

/**
 * Adds an entry to a list in the code of an `index.ts`. If the entry is there, the code doesn't change.
 * @throws BadInputError if the file doesn't contain the list, or uses the key or the variable for something else
 */
export function register(code: string, { list, key, variable, importStatement }: Entry): string {
  const file = parse(code)
  const object = objectOf(file, list)
  if (!object) throw new BadInputError(`index.ts does not contain ${list} as an object literal. Add ${key} by hand.`)
  const registered = variableOf(object, key)
  if (registered === variable) return code
  if (registered !== undefined) throw new BadInputError(`${list} in index.ts already has something called ${key}.`)
  if (declaredNames(file).includes(variable))
    throw new BadInputError(`index.ts already has something called ${variable}.`)
  const member = key === variable ? key : `'${key}': ${variable}`
  return applied(code, [intoObject(object, member), afterImports(file, [importStatement])])
}

/**
 * The variable under a key of a list in an `index.ts`; undefined if there is none.
 * @throws BadInputError if the file doesn't contain the list
 */
export function registeredVariable(code: string, list: string, key: string): string | undefined {
  const object = objectOf(parse(code), list)
  if (!object) throw new BadInputError(`index.ts does not contain ${list} as an object literal.`)
  return variableOf(object, key)
}

function variableOf(object: ts.ObjectLiteralExpression, key: string): string | undefined {
  const member = object.properties.find(({ name }) => name && textOf(name) === key)
  return member && ts.isPropertyAssignment(member) ? member.initializer.getText() : member?.name?.getText()
}

/**
 * Adds a device-mode destination, and the script of its stand-in, to the code of a vendor's `index.ts`. If the
 * destination is there, the code doesn't change.
 * @param variable the constant that contains the vendor
 * @throws BadInputError if the file doesn't contain the vendor, or the vendor has other scripts
 */
export function addDeviceMode(code: string, variable: string, folder: string, scriptHost: string): string {
  const file = parse(code)
  const vendor = objectOf(file, variable)
  const standIn = asObject(valueOf(vendor, 'standIn'))
  const destinations = asObject(valueOf(vendor, 'destinations'))
  if (!standIn || !destinations) {
    throw new BadInputError(
      `index.ts does not contain the stand-in and the destinations of ${variable} as literals. Change it by hand.`
    )
  }
  if (valueOf(destinations, folder)) return code
  if (valueOf(standIn, 'scripts')) {
    throw new BadInputError(`The stand-in of ${variable} already has scripts. Add the destination ${folder} by hand.`)
  }
  return applied(code, [
    intoObject(
      standIn,
      `scripts: { host: '${scriptHost}', files: { [\`/\${webDemoSettings.siteId}.js\`]: readFileSync(join(__dirname, 'script.js'), 'utf8') } }`
    ),
    intoObject(
      destinations,
      `'${folder}': { catalog: webCatalog, reviewerNotes: webReviewerNotes, demoSettings: webDemoSettings }`
    ),
    { position: 0, text: importsOf(file, NODE_MODULES) },
    afterImports(file, [importsOf(file, DEVICE_MODE_FILES)])
  ])
}

/** What a vendor's `index.ts` imports for a script, by the name of each import. */
const NODE_MODULES = { readFileSync: 'node:fs', join: 'node:path' }
const DEVICE_MODE_FILES = {
  webCatalog: './web-catalog-facts',
  webDemoSettings: './web-demo-settings',
  webReviewerNotes: './web-reviewer-notes'
}

/** The import statements that the file doesn't have yet. */
function importsOf(file: ts.SourceFile, modules: Record<string, string>): string {
  return Object.entries(modules)
    .filter(([name]) => !declaredNames(file).includes(name))
    .map(([name, module]) => `import { ${name} } from '${module}'\n`)
    .join('')
}

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

/** An entry of a list that an `index.ts` keeps as an object. */
export interface Entry {
  /** The constant that is the list. */
  list: string
  /** The entry's key: the name of a folder. */
  key: string
  /** The name under which the file imports the entry. */
  variable: string
  /** The statement that imports it. */
  importStatement: string
}

/**
 * The code of an `index.ts` with an entry more in its list. Code that has the entry already stays as it is.
 * @throws BadInputError when the list is not written out in the file, or its key or the variable stands for something else
 */
export function register(code: string, { list, key, variable, importStatement }: Entry): string {
  const file = parse(code)
  const object = objectOf(file, list)
  if (!object) throw new BadInputError(`index.ts does not write ${list} out: add ${key} by hand.`)
  const registered = variableOf(object, key)
  if (registered === variable) return code
  if (registered !== undefined) throw new BadInputError(`${list} in index.ts has something called ${key} already.`)
  if (declaredNames(file).includes(variable))
    throw new BadInputError(`index.ts has something called ${variable} already.`)
  const member = key === variable ? key : `'${key}': ${variable}`
  return applied(code, [intoObject(object, member), afterImports(file, [importStatement])])
}

/**
 * The variable that an `index.ts` has in its list under a key; undefined when there is none.
 * @throws BadInputError when the list is not written out in the file
 */
export function registeredVariable(code: string, list: string, key: string): string | undefined {
  const object = objectOf(parse(code), list)
  if (!object) throw new BadInputError(`index.ts does not write ${list} out.`)
  return variableOf(object, key)
}

function variableOf(object: ts.ObjectLiteralExpression, key: string): string | undefined {
  const member = object.properties.find(({ name }) => name && textOf(name) === key)
  return member && ts.isPropertyAssignment(member) ? member.initializer.getText() : member?.name?.getText()
}

/**
 * The code of a vendor's `index.ts` with a device-mode destination more, and the script of its stand-in. Code that has
 * the destination already stays as it is.
 * @param variable the constant that is the vendor
 * @throws BadInputError when the vendor is not written out in the file, or has scripts already
 */
export function addDeviceMode(code: string, variable: string, folder: string, scriptHost: string): string {
  const file = parse(code)
  const vendor = objectOf(file, variable)
  const standIn = asObject(valueOf(vendor, 'standIn'))
  const destinations = asObject(valueOf(vendor, 'destinations'))
  if (!standIn || !destinations) {
    throw new BadInputError(
      `index.ts does not write the stand-in and the destinations of ${variable} out: change it by hand.`
    )
  }
  if (valueOf(destinations, folder)) return code
  if (valueOf(standIn, 'scripts')) {
    throw new BadInputError(`The stand-in of ${variable} has scripts already: add the destination ${folder} by hand.`)
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

/** The statements that import what the file has not yet. */
function importsOf(file: ts.SourceFile, modules: Record<string, string>): string {
  return Object.entries(modules)
    .filter(([name]) => !declaredNames(file).includes(name))
    .map(([name, module]) => `import { ${name} } from '${module}'\n`)
    .join('')
}

import ts from 'typescript'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { ActionNames } from './names'
import {
  afterImports,
  applied,
  asObject,
  atEnd,
  declaredNames,
  intoObject,
  objectOf,
  parse,
  valueOf
} from './source-edits'

/** What a definition needs for a new action. */
export interface NewAction extends ActionNames {
  /** FQL of the preset. */
  subscribe: string
  /** Code of the preset's mapping. */
  mapping: string
}

/**
 * Adds an action to the code of a destination's `index.ts`: an import, an entry in its actions, and a preset.
 * @throws BadInputError if the file doesn't contain the definition, its actions and its presets, or already uses the
 * action's name
 */
export function insertAction(code: string, action: NewAction): string {
  const file = parse(code)
  if (declaredNames(file).includes(action.key))
    throw new BadInputError(`index.ts already has something called ${action.key}.`)
  const definition = definitionOf(file)
  const actions = asObject(valueOf(definition, 'actions'))
  const presets = valueOf(definition, 'presets')
  if (!actions || (presets && !ts.isArrayLiteralExpression(presets))) {
    throw new BadInputError('index.ts does not contain its actions and presets as literals. Add the action by hand.')
  }
  const preset = `{ name: '${action.title}', subscribe: '${action.subscribe}', partnerAction: '${action.key}', mapping: ${action.mapping}, type: 'automatic' }`
  return applied(code, [
    presets
      ? atEnd(presets, presets.elements, preset)
      : { position: actions.parent.getStart(), text: `presets: [${preset}],\n\n` },
    intoObject(actions, action.key),
    afterImports(file, importsOf(file, action))
  ])
}

function importsOf(file: ts.SourceFile, { key, mapping }: NewAction): string[] {
  const needsDefaults = mapping.startsWith('defaultValues(') && !declaredNames(file).includes('defaultValues')
  return [
    ...(needsDefaults ? [`import { defaultValues } from '@segment/actions-core'`] : []),
    `import ${key} from './${key}'`
  ]
}

/** The object that is the default export, or is exported as `destination`. */
function definitionOf(file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const exported = file.statements.find(ts.isExportAssignment)?.expression
  const name = exported && ts.isIdentifier(exported) ? exported.text : 'destination'
  return asObject(exported) ?? objectOf(file, name)
}

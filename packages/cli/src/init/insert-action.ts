import { format } from 'prettier'
import ts from 'typescript'
import { BadInputError } from '@partner-destinations/server/json-input'
import { STYLE } from '../generate/generated-file'
import type { ActionNames } from './names'

/** What a definition gets for a new action. */
export interface NewAction extends ActionNames {
  /** FQL of the preset. */
  subscribe: string
  /** Code of the preset's mapping. */
  mapping: string
}

/**
 * The code of a destination's `index.ts` with an action more: imported, among its actions, and with a preset.
 * @throws BadInputError when the definition, its actions or its presets are not written out in the file, or the name of
 * the action is taken there
 */
export function insertAction(code: string, action: NewAction): string {
  const file = ts.createSourceFile('index.ts', code, ts.ScriptTarget.Latest, true)
  if (declaredNames(file).includes(action.key))
    throw new BadInputError(`index.ts has something called ${action.key} already.`)
  const definition = definitionOf(file)
  const actions = valueOf(definition, 'actions')
  const presets = valueOf(definition, 'presets')
  if (!actions || !ts.isObjectLiteralExpression(actions) || (presets && !ts.isArrayLiteralExpression(presets))) {
    throw new BadInputError('index.ts does not write its actions and presets out: add the action by hand.')
  }
  const preset = `{ name: '${action.title}', subscribe: '${action.subscribe}', partnerAction: '${action.key}', mapping: ${action.mapping}, type: 'automatic' }`
  const edits = [
    presets
      ? atEnd(presets, presets.elements, preset)
      : { position: actions.parent.getStart(), text: `presets: [${preset}],\n\n` },
    atEnd(actions, actions.properties, action.key),
    importOf(file, action)
  ]
  return format(applied(code, edits), { ...STYLE, parser: 'typescript' })
}

interface Edit {
  position: number
  text: string
}

function applied(code: string, edits: Edit[]): string {
  const lastFirst = [...edits].sort((a, b) => b.position - a.position)
  return lastFirst.reduce(
    (text, { position, text: added }) => text.slice(0, position) + added + text.slice(position),
    code
  )
}

function atEnd(list: ts.Node, members: ts.NodeArray<ts.Node>, text: string): Edit {
  const comma = members.length > 0 && !members.hasTrailingComma ? ', ' : ''
  return { position: list.getEnd() - 1, text: comma + text }
}

function importOf(file: ts.SourceFile, { key, mapping }: NewAction): Edit {
  const imports = file.statements.filter(ts.isImportDeclaration)
  const needsDefaults = mapping.startsWith('defaultValues(') && !declaredNames(file).includes('defaultValues')
  const defaults = needsDefaults ? `\nimport { defaultValues } from '@segment/actions-core'` : ''
  return { position: imports[imports.length - 1]?.getEnd() ?? 0, text: `${defaults}\nimport ${key} from './${key}'\n` }
}

/** The object that is exported as default, or as `destination`. */
function definitionOf(file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const exported = file.statements.find(ts.isExportAssignment)?.expression
  const name = exported && ts.isIdentifier(exported) ? exported.text : 'destination'
  const declaration = variables(file).find((variable) => variable.name.getText() === name)
  const value = exported && ts.isObjectLiteralExpression(exported) ? exported : declaration?.initializer
  return value && ts.isObjectLiteralExpression(value) ? value : undefined
}

function valueOf(object: ts.ObjectLiteralExpression | undefined, name: string): ts.Expression | undefined {
  const properties = object?.properties.filter(ts.isPropertyAssignment)
  return properties?.find((property) => property.name.getText() === name)?.initializer
}

function variables(file: ts.SourceFile): ts.VariableDeclaration[] {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
}

function declaredNames(file: ts.SourceFile): string[] {
  const imported = file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const named = importClause?.namedBindings
    const bindings = named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : []
    return [...(importClause?.name ? [importClause.name.text] : []), ...bindings]
  })
  return [...imported, ...variables(file).map(({ name }) => name.getText())]
}

import { format } from 'prettier'
import ts from 'typescript'
import { STYLE } from '../generate/generated-file'

/** Text to insert into a file. */
export interface Edit {
  position: number
  text: string
}

export function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('index.ts', code, ts.ScriptTarget.Latest, true)
}

/** The code after the edits, formatted. */
export function applied(code: string, edits: Edit[]): string {
  const lastFirst = [...edits].sort((a, b) => b.position - a.position)
  const edited = lastFirst.reduce(
    (text, { position, text: added }) => text.slice(0, position) + added + text.slice(position),
    code
  )
  return format(edited, { ...STYLE, parser: 'typescript' })
}

/** Another member at the end of an object or a list. */
export function atEnd(list: ts.Node, members: ts.NodeArray<ts.Node>, text: string): Edit {
  const comma = members.length > 0 && !members.hasTrailingComma ? ', ' : ''
  return { position: list.getEnd() - 1, text: comma + text }
}

/** Another member at the end of an object. */
export function intoObject(object: ts.ObjectLiteralExpression, text: string): Edit {
  return atEnd(object, object.properties, text)
}

/** Statements after the imports, each on its own line. */
export function afterImports(file: ts.SourceFile, statements: string[]): Edit {
  const imports = file.statements.filter(ts.isImportDeclaration)
  return {
    position: imports[imports.length - 1]?.getEnd() ?? 0,
    text: statements.map((statement) => `\n${statement}`).join('') + '\n'
  }
}

/** The object literal in a constant of the file, if there is one. */
export function objectOf(file: ts.SourceFile, name: string): ts.ObjectLiteralExpression | undefined {
  return asObject(variables(file).find((variable) => variable.name.getText() === name)?.initializer)
}

export function asObject(value: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  return value && ts.isObjectLiteralExpression(value) ? value : undefined
}

export function valueOf(object: ts.ObjectLiteralExpression | undefined, name: string): ts.Expression | undefined {
  const properties = object?.properties.filter(ts.isPropertyAssignment)
  return properties?.find((property) => textOf(property.name) === name)?.initializer
}

/** The name of a property, with or without quotes. */
export function textOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) ? name.text : name.getText()
}

function variables(file: ts.SourceFile): ts.VariableDeclaration[] {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
}

/** What the file imports, and its top-level variables. */
export function declaredNames(file: ts.SourceFile): string[] {
  const imported = file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const named = importClause?.namedBindings
    const bindings = named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : []
    return [...(importClause?.name ? [importClause.name.text] : []), ...bindings]
  })
  return [...imported, ...variables(file).map(({ name }) => name.getText())]
}

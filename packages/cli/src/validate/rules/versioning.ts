import path from 'node:path'
import ts from 'typescript'
import { spotOfAction } from '../locate'
import { descendants, isTest, spotAt } from '../subject'
import type { Rule } from '../subject'
import { importedModule } from './imports'

/** A cloud-mode destination has the version of the vendor's API in `versioning-info.ts`, and uses it in its calls. */
export const versioningInfo: Rule = (subject) => {
  const { place, sources } = subject
  if (place.mode === 'device') return []
  const file = path.join(place.source, 'versioning-info.ts')
  const source = sources.find(({ fileName }) => fileName === file)
  const rule = 'versioning-info'
  if (!source) {
    const advice = "Add versioning-info.ts, which exports the version of the vendor's API as a constant for the URLs."
    return [{ ...spotOfAction(subject, undefined), rule, advice }]
  }
  if (!exportsConstant(source)) {
    return [{ ...spotAt(source, 0), rule, advice: "Export a constant that holds the version of the vendor's API." }]
  }
  const imported = sources
    .filter(({ fileName }) => !isTest(fileName))
    .some((other) => [...descendants(other)].some((node) => resolves(node, other.fileName, file)))
  return imported
    ? []
    : [{ ...spotAt(source, 0), rule, advice: 'Import the version where URLs are made: nothing does.' }]
}

function exportsConstant(source: ts.SourceFile): boolean {
  return source.statements.some(
    (statement) =>
      ts.isVariableStatement(statement) &&
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) &&
      statement.declarationList.declarations.some(
        ({ initializer }) => initializer && ts.isStringLiteralLike(initializer)
      )
  )
}

function resolves(node: ts.Node, from: string, file: string): boolean {
  const module = importedModule(node)
  return module?.startsWith('.') === true && path.resolve(path.dirname(from), `${module}.ts`) === file
}

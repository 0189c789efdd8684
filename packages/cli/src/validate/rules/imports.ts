import { isBuiltin } from 'node:module'
import path from 'node:path'
import ts from 'typescript'
import type { Place } from '../../places'
import { descendants, isTest, spotOf } from '../subject'
import type { Rule } from '../subject'

/** The packages that upstream already has and that a destination may need. */
const PACKAGES = {
  cloud: [
    '@segment/actions-core',
    '@segment/actions-shared',
    'lodash',
    'dayjs',
    'google-libphonenumber',
    'ajv-formats'
  ],
  device: ['@segment/actions-core', '@segment/browser-destination-runtime', '@segment/analytics-next']
}
const TEST_PACKAGES = ['nock', '@segment/destination-subscriptions']

/** Upstream's generator of test payloads. A destination's tests may import no other file outside of their folder. */
const TEST_DATA = 'lib/test-data'

/** A destination imports its own files, and packages that upstream has. So you can move it by copying its folder. */
export const imports: Rule = ({ place, sources }) =>
  sources.flatMap((file) =>
    [...descendants(file)].flatMap((node) => {
      const module = importedModule(node)
      if (module === undefined) return []
      const problem = problemWith(module, node, file.fileName, place)
      return problem === undefined ? [] : { ...spotOf(node), rule: 'foreign-import', advice: problem }
    })
  )

/** The module that a node imports or exports from, in any form of import. */
export function importedModule(node: ts.Node): string | undefined {
  const specifier = specifierOf(node)
  return specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined
}

/** The package of a module: `@segment/actions-core` for `@segment/actions-core/destination-kit/types`. */
export function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isExternalModuleReference(node)) return node.expression
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  if (!ts.isCallExpression(node)) return undefined
  const { expression } = node
  const imports =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  return imports ? node.arguments[0] : undefined
}

function problemWith(module: string, node: ts.Node, file: string, place: Place): string | undefined {
  if (module.startsWith('.')) {
    const target = path.resolve(path.dirname(file), module)
    const testData = path.resolve(place.folder, '../..', TEST_DATA)
    if (isInside(target, place.folder) || (isTest(file) && target === testData)) return undefined
    return `Do not import ${module}: a destination must be self-contained. Copy what you need into its folder.`
  }
  if (isBuiltin(module) && (place.mode === 'cloud' || isTest(file))) {
    if (!/^(node:)?crypto$/.test(module) || !importsName(node, 'createHash')) return undefined
    return 'Do not import createHash: upstream refuses it. createHmac, randomBytes and randomInt are fine.'
  }
  const allowed = [...PACKAGES[place.mode], ...(isTest(file) ? TEST_PACKAGES : [])]
  if (allowed.includes(packageOf(module))) return undefined
  return `Do not import ${module}: upstream's package has no such dependency. There are: ${allowed.join(', ')}.`
}

function isInside(target: string, folder: string): boolean {
  return target === folder || target.startsWith(folder + path.sep)
}

function importsName(node: ts.Node, name: string): boolean {
  return [...descendants(node)].some(
    (child) => ts.isImportSpecifier(child) && (child.propertyName ?? child.name).text === name
  )
}

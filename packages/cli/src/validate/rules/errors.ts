import path from 'node:path'
import ts from 'typescript'
import { descendants, spotOf, withoutTests } from '../subject'
import type { Rule } from '../subject'
import { importedModule } from './imports'

const BARE_ERRORS = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError'
]

const ADVICE = {
  cloud:
    "Throw one of the framework's errors: PayloadValidationError, InvalidAuthenticationError, RetryableError, APIError, IntegrationError.",
  device:
    "Throw an error that says more: a class of the destination's own that extends Error and has a code and a status. The framework's classes don't run in browsers."
}

/**
 * A destination throws no plain error, because it says neither whether to retry nor what to show. In cloud mode, the
 * framework has classes for that. They don't run in a browser, so a device-mode destination has a class of its own with
 * the same members. Source: upstream's `docs/error-handling.md`.
 */
export const errorClasses: Rule = (subject) => {
  const { mode } = subject.place
  return withoutTests(subject)
    .flatMap((file) => [...descendants(file)])
    .filter((node) => isBareError(node) && !(mode === 'device' && isTellingClass(node.parent)))
    .map((node) => ({ ...spotOf(node), rule: 'error-class', advice: ADVICE[mode] }))
}

/** Whether a node makes an error of JavaScript's own classes, throws something else, or extends such a class. */
function isBareError(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return !mayBeAnError(node.expression)
  if (ts.isHeritageClause(node)) {
    return node.token === ts.SyntaxKind.ExtendsKeyword && node.types.some(({ expression }) => isBareClass(expression))
  }
  return (ts.isNewExpression(node) || ts.isCallExpression(node)) && isBareClass(node.expression)
}

/** Whether a class has a code and a status, as properties or as constructor parameters that become properties. */
function isTellingClass(node: ts.Node): boolean {
  if (!ts.isClassLike(node)) return false
  const parameters = node.members
    .filter(ts.isConstructorDeclaration)
    .flatMap((constructor) =>
      constructor.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, constructor))
    )
  const properties = [...node.members.filter(ts.isPropertyDeclaration), ...parameters].map(({ name }) => name.getText())
  return ['code', 'status'].every((name) => properties.includes(name))
}

function isBareClass(node: ts.Node): boolean {
  const name = ts.isPropertyAccessExpression(node) && isGlobal(node.expression) ? node.name : node
  return ts.isIdentifier(name) && BARE_ERRORS.includes(name.text)
}

function isGlobal(node: ts.Node): boolean {
  return ts.isIdentifier(node) && ['globalThis', 'window', 'self'].includes(node.text)
}

function mayBeAnError(thrown: ts.Expression): boolean {
  return !(
    ts.isLiteralExpression(thrown) ||
    ts.isTemplateExpression(thrown) ||
    ts.isBinaryExpression(thrown) ||
    ts.isObjectLiteralExpression(thrown) ||
    ts.isArrayLiteralExpression(thrown)
  )
}

/**
 * A destination never checks whether something is of a class of Segment's packages. Upstream's local server loads the
 * destination with a second copy of them, and `instanceof` is then false for every error. The classes of JavaScript and
 * of the destination itself are allowed.
 */
export const frameworkClasses: Rule = (subject) => {
  const sources = withoutTests(subject)
  const byPath = new Map(sources.map((file) => [file.fileName, file]))
  return sources.flatMap((file) =>
    [...descendants(file)]
      .filter(ts.isBinaryExpression)
      .filter(({ operatorToken }) => operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword)
      .filter(({ right }) => !isOwnOrGlobal(right, file, byPath))
      .map(({ right }) => ({
        ...spotOf(right),
        rule: 'framework-instanceof',
        advice: `Don't use instanceof with ${right.getText()}: in upstream's local server it is false, as there are two copies of the framework. Tell errors by what they carry, such as status, code or response.`
      }))
  )
}

function isOwnOrGlobal(node: ts.Node, file: ts.SourceFile, byPath: Map<string, ts.SourceFile>): boolean {
  if (!ts.isIdentifier(node)) return ts.isPropertyAccessExpression(node) && isGlobal(node.expression)
  // A name that the file doesn't declare is global: the compiler makes sure of that.
  return isOwnClass(node.text, file, byPath) ?? true
}

/** Whether a name is a class that the destination declares; undefined if nothing in the file declares the name. */
function isOwnClass(name: string, file: ts.SourceFile, byPath: Map<string, ts.SourceFile>): boolean | undefined {
  for (const node of descendants(file)) {
    if (ts.isClassDeclaration(node) && node.name?.text === name) return true
    if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.name.text === name) {
      const module = importedModule(ts.isImportSpecifier(node) ? node.parent.parent.parent : node.parent.parent)
      if (module === undefined) continue
      const target = path.resolve(file.fileName, '..', module)
      const source = byPath.get(`${target}.ts`) ?? byPath.get(path.join(target, 'index.ts'))
      return source !== undefined && isOwnClass((node.propertyName ?? node.name).text, source, byPath) === true
    }
    if (declaresValue(node) && node.name && ts.isIdentifier(node.name) && node.name.text === name) return false
  }
  return undefined
}

function declaresValue(node: ts.Node) {
  return (
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node)
  )
}

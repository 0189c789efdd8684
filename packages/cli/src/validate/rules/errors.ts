import ts from 'typescript'
import { descendants, isTest, spotOf } from '../subject'
import type { Rule } from '../subject'

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

/**
 * A cloud-mode destination makes errors of the framework's classes only: from a bare one, Segment can tell neither
 * whether to deliver the event again nor what to show. In the browser nobody asks, and the classes would grow the bundle.
 */
export const errorClasses: Rule = ({ place, sources }) => {
  if (place.mode === 'device') return []
  return sources
    .filter(({ fileName }) => !isTest(fileName))
    .flatMap((file) => [...descendants(file)].filter(isBareError))
    .map((node) => ({
      ...spotOf(node),
      rule: 'error-class',
      advice:
        "Throw one of the framework's: PayloadValidationError, InvalidAuthenticationError, RetryableError, APIError, IntegrationError."
    }))
}

function isBareError(node: ts.Node): boolean {
  if (ts.isThrowStatement(node))
    return ts.isLiteralExpression(node.expression) || ts.isObjectLiteralExpression(node.expression)
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false
  return ts.isIdentifier(node.expression) && BARE_ERRORS.includes(node.expression.text)
}

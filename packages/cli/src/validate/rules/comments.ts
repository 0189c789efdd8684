import ts from 'typescript'
import { descendants, spotAt } from '../subject'
import type { Rule } from '../subject'

/**
 * Comments contain no code. Delete code that you don't need: git keeps it. ESLint's rule for this, `no-commented-code`
 * of eslint-plugin-sonarjs 4, skips single statements, so it finds only one of the nine cases in our tests.
 */
export const commentedOutCode: Rule = ({ sources }) =>
  sources.flatMap((file) =>
    comments(file)
      .filter(({ text }) => isCode(text))
      .map(({ position }) => ({
        ...spotAt(file, position),
        rule: 'commented-out-code',
        advice: 'Delete the commented-out code, or say in words what it is there for.'
      }))
  )

interface Comment {
  position: number
  text: string
}

/** The comments of a file, except doc comments, which may contain examples. Consecutive lines are one comment. */
function comments(file: ts.SourceFile): Comment[] {
  const found: Comment[] = []
  let lastEnd = -1
  for (const { pos, end, kind } of commentRanges(file)) {
    if (kind === ts.SyntaxKind.MultiLineCommentTrivia) {
      const text = file.text.slice(pos + 2, end - 2)
      if (!text.startsWith('*')) found.push({ position: pos, text })
      continue
    }
    const text = file.text.slice(pos + 2, end)
    const previous = found[found.length - 1]
    const follows = lastEnd >= 0 && /^\r?\n[ \t]*$/.test(file.text.slice(lastEnd, pos))
    if (follows) previous.text += `\n${text}`
    else found.push({ position: pos, text })
    lastEnd = end
  }
  return found
}

function commentRanges(file: ts.SourceFile): ts.CommentRange[] {
  const ranges = new Map<number, ts.CommentRange>()
  for (const token of tokens(file)) {
    const around = [
      ...(ts.getLeadingCommentRanges(file.text, token.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, token.getEnd()) ?? [])
    ]
    for (const range of around) ranges.set(range.pos, range)
  }
  return [...ranges.values()].sort((a, b) => a.pos - b.pos)
}

/** The tokens of a tree. A comment is always next to one, so what looks like a comment inside a string is none. */
function* tokens(node: ts.Node): Generator<ts.Node> {
  const children = node.getChildren()
  if (children.length === 0 && node.kind !== ts.SyntaxKind.SyntaxList) yield node
  for (const child of children) yield* tokens(child)
}

/** A comment is code if the whole comment or one of its lines is code: a sentence may come before the code. */
function isCode(text: string): boolean {
  return [text, ...text.split('\n')].some((part) => isStatements(part) || isMembers(part))
}

function isStatements(text: string): boolean {
  return statements(text).some((statement) => [...descendants(statement)].some(doesSomething))
}

function statements(text: string): ts.Node[] {
  const module = parsed(text)
  if (module) return [...module.statements]
  // Code that is only possible within a function, such as `await`.
  const [wrapper] = parsed(`async function* wrapper() {\n${text}\n}`)?.statements ?? []
  return wrapper && ts.isFunctionDeclaration(wrapper) && wrapper.body ? [...wrapper.body.statements] : []
}

/** Members of an object literal, such as `method: 'post',`. The comma shows that it isn't a sentence with a colon. */
function isMembers(text: string): boolean {
  if (!text.trimEnd().endsWith(',')) return false
  const file = parsed(`({\n${text}\n})`)
  return file !== undefined && [...descendants(file)].some(ts.isPropertyAssignment)
}

/** The parsed text; undefined if it isn't code. */
function parsed(code: string): ts.SourceFile | undefined {
  const file = ts.createSourceFile('comment.ts', code, ts.ScriptTarget.Latest, true)
  // The parser keeps its errors there, but its types leave them out.
  const { parseDiagnostics } = file as ts.SourceFile & { parseDiagnostics: readonly ts.Diagnostic[] }
  return parseDiagnostics.length === 0 ? file : undefined
}

/** Whether a node is really code, not a sentence that happens to parse, such as `Note: this` or `return early`. */
function doesSomething(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
  }
  if (ts.isVariableDeclaration(node)) return node.initializer !== undefined
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) {
    return node.expression !== undefined && !ts.isIdentifier(node.expression)
  }
  // `call(it)`, but not `Seconds (UTC)`.
  if (ts.isCallExpression(node)) return node.getSourceFile().text[node.expression.getEnd()] === '('
  return (
    (ts.isNewExpression(node) && node.arguments !== undefined) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isIfStatement(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  )
}

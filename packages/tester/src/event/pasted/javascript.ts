import { parse } from 'acorn'
import type { AnyNode, Expression, Identifier, MemberExpression, Options, Program, SpreadElement } from 'acorn'
import { isObject } from '../../json/json'
import type { Json } from '../../json/json'
import { eventMethods } from './analytics-call'
import type { AnalyticsCall, EventMethod } from './analytics-call'

const options: Options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true
}

/** A value, and the parts of the code whose values are unknown, such as variables. They have placeholders. */
export interface Read<Value> {
  value: Value
  unknown: string[]
}

/**
 * Finds the calls of Segment's libraries in code, in order. The code is parsed and never run.
 * @throws SyntaxError when it is not JavaScript
 */
export function readCalls(code: string): Read<AnalyticsCall[]> {
  const program = parse(code, options)
  const reader = new Reader(code, constantsIn(program))
  const calls: AnalyticsCall[] = []
  visit(program, (node) => {
    const method = methodOf(node)
    if (node.type === 'CallExpression' && method) {
      calls.push({ method, args: node.arguments.map((arg, place) => reader.argument(arg, method, place)) })
    }
  })
  return { value: calls, unknown: reader.unknown }
}

/**
 * The value of an object or a list that is written as JavaScript: with keys without quotes, comments, and so on.
 * @returns undefined when the code is anything else
 */
export function readLiteral(code: string): Read<Json> | undefined {
  let program: Program
  try {
    program = parse(`(${code}\n)`, options)
  } catch {
    return undefined
  }
  const [statement] = program.body
  if (program.body.length !== 1 || statement.type !== 'ExpressionStatement') return undefined
  const { expression } = statement
  if (expression.type !== 'ObjectExpression' && expression.type !== 'ArrayExpression') return undefined
  const reader = new Reader(`(${code}\n)`, new Map())
  return { value: reader.value(expression) as Json, unknown: reader.unknown }
}

/** How many arguments at the start are texts. A variable there becomes a placeholder. */
const textArguments: Record<EventMethod, number> = { identify: 1, track: 1, group: 1, alias: 2, page: 2, screen: 2 }

/** The values of the constants in the code. */
function constantsIn(program: Program): Map<string, Expression | undefined> {
  const constants = new Map<string, Expression | undefined>()
  visit(program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return
    const { name } = node.id
    // If two have the same name, this reader can't tell which one is meant.
    constants.set(name, constants.has(name) ? undefined : node.init ?? undefined)
  })
  visit(program, (node) => {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined
    if (target?.type === 'Identifier') constants.delete(target.name)
  })
  return constants
}

/** The method of Segment that a node calls on something named after it, such as `window.analytics`. */
function methodOf(node: AnyNode): EventMethod | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const callee = node.callee
  const { object } = callee
  const owner = object.type === 'MemberExpression' ? object.property : object
  if (owner.type !== 'Identifier' || !/analytics|segment/i.test(owner.name)) return undefined
  return eventMethods.find((method) => method === keyOf(callee))
}

/** The key of a member, if the code says what it is. */
function keyOf({ property, computed }: MemberExpression): string | undefined {
  if (property.type === 'Identifier') return computed ? undefined : property.name
  return property.type === 'Literal' ? String(property.value) : undefined
}

/** Visits a node and all nodes in it, in the order of the code. */
function visit(node: AnyNode, found: (node: AnyNode) => void): void {
  found(node)
  for (const child of Object.values(node).flat() as unknown[]) {
    if (isObject(child) && typeof child.type === 'string') visit(child as unknown as AnyNode, found)
  }
}

type Value = Json | undefined

class Reader {
  readonly unknown: string[] = []
  /** The constants that are being read: a constant that refers to itself would never end. */
  private readonly open = new Set<string>()

  constructor(private readonly code: string, private readonly constants: Map<string, Expression | undefined>) {}

  argument(node: Expression | SpreadElement, method: EventMethod, place: number): Value {
    if (isFunction(node)) return undefined
    const before = this.unknown.length
    const value = this.value(node)
    // A placeholder is useful only where a text is expected.
    const isPlaceholder = this.unknown.length > before && typeof value === 'string'
    return isPlaceholder && place >= textArguments[method] ? undefined : value
  }

  value(node: Expression | SpreadElement): Value {
    switch (node.type) {
      case 'Literal':
        return node.regex || node.bigint ? this.placeholder(node) : (node.value as Json)
      case 'ObjectExpression':
        return Object.fromEntries(node.properties.flatMap((property) => this.property(property)))
      case 'ArrayExpression':
        return node.elements.flatMap((element) => {
          if (element?.type === 'SpreadElement') return this.spread(element, isList)
          return [element === null || isFunction(element) ? null : this.value(element) ?? null]
        })
      case 'TemplateLiteral':
        return node.quasis
          .map(({ value: { cooked } }, index) => (cooked ?? '') + this.text(node.expressions[index]))
          .join('')
      case 'BinaryExpression':
        return this.sum(node) ?? this.placeholder(node)
      case 'UnaryExpression':
        return this.unary(node)
      case 'Identifier':
        if (node.name === 'undefined') return undefined
        return /^(NaN|Infinity)$/.test(node.name) ? null : this.constant(node)
      case 'MemberExpression':
        return this.member(node)
      case 'NewExpression':
        return this.date(node) ?? this.placeholder(node)
      default:
        return this.placeholder(node)
    }
  }

  private constant(node: Identifier): Value {
    const init = this.constants.get(node.name)
    if (!init || isFunction(init) || this.open.has(node.name)) return this.placeholder(node)
    this.open.add(node.name)
    const value = this.value(init)
    this.open.delete(node.name)
    return value
  }

  /** The value of a member, if the code says what its object is. */
  private member(node: MemberExpression): Value {
    const key = keyOf(node)
    const before = this.unknown.length
    const object = node.object.type === 'Super' ? undefined : this.value(node.object)
    if (isObject(object) && key !== undefined && Object.hasOwn(object, key)) return object[key]
    this.unknown.length = before
    return this.placeholder(node)
  }

  private property(property: Extract<Expression, { type: 'ObjectExpression' }>['properties'][number]) {
    if (property.type === 'SpreadElement') return Object.entries(this.spread(property, isObject))
    if (property.kind !== 'init' || isFunction(property.value)) return []
    const { key, computed } = property
    const name = key.type === 'Identifier' && !computed ? key.name : this.text(key)
    const value = this.value(property.value)
    return value === undefined ? [] : [[name, value] as const]
  }

  private unary(node: Extract<Expression, { type: 'UnaryExpression' }>): Value {
    if (node.operator === 'void') return undefined
    if (node.argument.type !== 'Literal') return this.placeholder(node)
    const { value } = node.argument
    if (node.operator === '!') return !value
    if (node.operator === '-' && typeof value === 'number') return -value
    return node.operator === '+' ? Number(value) : this.placeholder(node)
  }

  /** The text that a sum makes, if one side is a text. */
  private sum({ operator, left, right }: Extract<Expression, { type: 'BinaryExpression' }>): Value {
    if (operator !== '+' || left.type === 'PrivateIdentifier' || ![left, right].some(isText)) return undefined
    return this.text(left) + this.text(right)
  }

  /** A date as JSON writes it. */
  private date({ callee, arguments: args }: Extract<Expression, { type: 'NewExpression' }>): Value {
    if (callee.type !== 'Identifier' || callee.name !== 'Date' || args.length > 1) return undefined
    if (args.length === 0) return new Date().toISOString()
    const [given] = args
    const date = given.type === 'Literal' ? new Date(given.value as string | number) : undefined
    return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined
  }

  private text(node: Expression | undefined): string {
    if (!node) return ''
    const value = this.value(node)
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }

  /** A placeholder for a value that isn't in the code: the code itself. */
  private placeholder(node: AnyNode): string {
    const source = this.code.slice(node.start, node.end).replace(/\s+/g, ' ')
    this.unknown.push(source)
    return `<${source}>`
  }

  /** The value that is spread, if the code says what it is; otherwise nothing. */
  private spread<Kind extends Json>(node: SpreadElement, isKind: (value: unknown) => value is Kind): Kind | never[] {
    const before = this.unknown.length
    const value = this.value(node.argument)
    if (isKind(value)) return value
    this.unknown.length = before
    this.placeholder(node)
    return []
  }
}

function isList(value: unknown): value is Json[] {
  return Array.isArray(value)
}

function isFunction(node: AnyNode): boolean {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
}

function isText(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression') return [node.left, node.right].some(isText)
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

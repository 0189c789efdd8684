import type { CallError, Problem } from '@partner-destinations/runner/wire'
import type { Field, InputMethod } from '@partner-destinations/server/wire'
import { isObject } from '../json/json'
import type { Json, JsonObject } from '../json/json'

/**
 * Where the value of a field comes from: the default mapping, a fixed value, a path into the event, a mapping for each
 * property of an object or of the objects in a list, any other directive, or nowhere.
 */
export type Kind = 'default' | 'value' | 'path' | 'object' | 'each' | 'directive' | 'nothing'

/** The kinds that fields can have besides the default and none, with their names and the fields that they suit. */
const chosen: Partial<Record<Kind, { name: string; suits: (field: Field) => boolean }>> = {
  value: { name: 'Fixed value', suits: (field) => allows(field, 'literal') && !isKeyed(field) },
  path: { name: 'From the event', suits: (field) => allows(field, 'variable') },
  object: { name: 'Property by property', suits: isKeyed },
  each: {
    name: 'Each item of a list',
    suits: (field) => field.type === 'object' && field.multiple === true && allows(field, 'variable')
  },
  directive: { name: 'Directive (JSON)', suits: (field) => allows(field, 'function', 'freeform', 'enrichment') }
}

/**
 * The kinds that a field can have, with their names. Without a default there is nothing to take away.
 * @param current the kind that it has, which may be one that Segment's form does not offer
 */
export function kindsOf(field: Field, current: Kind): Partial<Record<Kind, string>> {
  const entries = Object.entries(chosen).filter(([kind, { suits }]) => kind === current || suits(field))
  const rest = Object.fromEntries(entries.map(([kind, { name }]) => [kind, name]))
  return hasDefault(field) ? { default: 'Default', ...rest, nothing: 'Not mapped' } : { default: 'Not mapped', ...rest }
}

/** Whether Segment's form lets a customer give the field a value by one of these methods. */
function allows({ disabledInputMethods = [] }: Field, ...methods: InputMethod[]): boolean {
  return methods.some((method) => !disabledInputMethods.includes(method))
}

/** Whether a field is one object, whose properties are mapped one by one. */
function isKeyed({ type, multiple, defaultObjectUI }: Field): boolean {
  return type === 'object' && !multiple && defaultObjectUI !== 'object:only'
}

export function hasDefault(field: Field): boolean {
  return field.default !== undefined && field.default !== null
}

type Fields = Record<string, Field>

/** The kind of a field's mapping. @param mapping what differs from the default mapping */
export function kindOf(mapping: JsonObject, key: string, field: Field): Kind {
  const value = mapping[key]
  if (value === undefined) return 'default'
  if (value === null) return 'nothing'
  if (pathOf(value) !== undefined) return 'path'
  if (eachOf(value)) return 'each'
  if (isKeyed(field) && isPlain(value)) return 'object'
  if (field.type === 'object' && Array.isArray(value) && value.every(isPlain)) return 'value'
  return isDirective(value) ? 'directive' : 'value'
}

/** Whether a value is an object that is no directive itself. Its properties may be. */
function isPlain(value: Json | undefined): value is JsonObject {
  return isObject(value) && !Object.keys(value).some((key) => key.startsWith('@'))
}

/** The path and the mapping of each item, of a directive that takes the items of a list. */
export function eachOf(value: Json | undefined): { path: string; item: JsonObject } | undefined {
  const parts = isObject(value) && Object.keys(value).length === 1 ? value['@arrayPath'] : undefined
  if (!Array.isArray(parts)) return undefined
  const [path, item] = parts
  return typeof path === 'string' && isPlain(item) ? { path, item } : undefined
}

/** The directive that takes the items of a list. */
export function toEach(path: string, item: JsonObject): JsonObject {
  return { '@arrayPath': [path, item] }
}

/** Whether the framework would resolve the value, instead of taking it as it is. */
export function isDirective(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isDirective)
  return isObject(value) && Object.entries(value).some(([key, inner]) => key.startsWith('@') || isDirective(inner))
}

/** The path of a directive that is nothing but one. */
export function pathOf(value: Json | undefined): string | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined
  return typeof value['@path'] === 'string' ? value['@path'] : undefined
}

/** Every path into the event that a directive takes a value from, each once. What a condition looks at is not taken. */
export function pathsIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(pathsIn))]
  if (!isObject(value)) return []
  const paths = Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'exists' || key === 'blank') return []
    // The paths of its items are not of the event.
    if (key === '@arrayPath') return Array.isArray(inner) && typeof inner[0] === 'string' ? [inner[0]] : []
    return key === '@path' && typeof inner === 'string' ? [inner] : pathsIn(inner)
  })
  return [...new Set(paths)]
}

/** The mapping after a field was given another kind: it starts from what it had, as far as that fits. */
export function withKind(mapping: JsonObject, key: string, field: Field, kind: Kind): JsonObject {
  const { [key]: current, ...others } = mapping
  const before = current ?? field.default
  switch (kind) {
    case 'default':
      return others
    case 'nothing':
      return { ...others, [key]: null }
    case 'path':
      return { ...others, [key]: { '@path': pathsIn(before)[0] ?? '$.properties.' } }
    case 'object':
      return { ...others, [key]: isPlain(before) ? before : {} }
    case 'each':
      return {
        ...others,
        [key]: eachOf(before) ? (before as Json) : toEach(pathsIn(before)[0] ?? '$.properties.products', {})
      }
    case 'directive':
      return { ...others, [key]: isDirective(before) ? (before as Json) : { '@template': '{{traits.name}}' } }
    case 'value':
      return { ...others, [key]: isDirective(before) ? emptyValue(field) : before ?? emptyValue(field) }
  }
}

/** What a fixed value starts with. */
export function emptyValue(field: Field): Json {
  if (field.multiple) return []
  if (field.type === 'object') return {}
  if (field.type === 'boolean') return true
  if (field.type === 'number' || field.type === 'integer') return 0
  return choicesOf(field)[0]?.value ?? ''
}

/** The choices of a field, each with a label. */
export function choicesOf({ choices = [] }: Pick<Field, 'choices'>): { label: string; value: string | number }[] {
  return choices.map((choice) => (typeof choice === 'string' ? { label: choice, value: choice } : choice))
}

/** The whole mapping: the defaults of the fields, with what differs on top. */
export function wholeMapping(fields: Fields, mapping: JsonObject): JsonObject {
  return { ...defaultsOf(fields), ...mapping }
}

/** The entries of a mapping that differ from the defaults of the fields. */
export function differingEntries(fields: Fields, mapping: JsonObject): JsonObject {
  const defaults = defaultsOf(fields)
  return Object.fromEntries(Object.entries(mapping).filter(([key, value]) => !isSame(value, defaults[key])))
}

/** What differs from the defaults in a whole mapping; a default that it lacks is mapped to nothing. */
export function differences(fields: Fields, whole: JsonObject): JsonObject {
  const dropped = Object.keys(defaultsOf(fields)).filter((key) => whole[key] === undefined)
  return { ...differingEntries(fields, whole), ...Object.fromEntries(dropped.map((key) => [key, null])) }
}

function defaultsOf(fields: Fields): JsonObject {
  const entries = Object.entries(fields).flatMap(([key, field]) =>
    hasDefault(field) ? [[key, field.default as Json] as const] : []
  )
  return Object.fromEntries(entries)
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * The fields that a search finds, by their label, key, or the paths of their mapping.
 * @param mapping what differs from the default mapping, when only such fields are asked for
 */
export function matchingFields(
  fields: [string, Field][],
  search: string,
  mapping: JsonObject | undefined
): [string, Field][] {
  const words = search.toLowerCase().split(/\s+/)
  return fields.filter(([key, field]) => {
    const text = [key, field.label, ...pathsIn(mapping?.[key] ?? field.default)].join(' ').toLowerCase()
    return (mapping === undefined || key in mapping) && words.every((word) => text.includes(word))
  })
}

/** What an error says about a field, or about a part of it. */
export function problemOf(
  key: string,
  error: Partial<Pick<CallError, 'fields' | 'problems'>> | undefined
): Pick<Problem, 'message' | 'lookedFor'> | undefined {
  const isOf = (path: string) => path === key || path.startsWith(`${key}.`)
  const problem = error?.problems?.find(({ field }) => isOf(field))
  if (problem) return problem
  const found = Object.entries(error?.fields ?? {}).find(([path]) => isOf(path))
  return found && { message: found[1], lookedFor: [] }
}

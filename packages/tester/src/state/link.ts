import { isObject, parse } from '../json/json'
import type { JsonObject } from '../json/json'

/** What a link brings back. It never holds a secret. */
export interface LinkedState {
  folder: string
  action: string
  eventText: string
  settings: JsonObject
  mapping: JsonObject
}

const prefix = '#state='

/** The part of a link behind its path. */
export function toHash(state: LinkedState): string {
  const bytes = new TextEncoder().encode(JSON.stringify(state))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return prefix + btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** The state of a link; undefined when it has none, or a broken one. */
export function fromHash(hash: string): LinkedState | undefined {
  if (!hash.startsWith(prefix)) return undefined
  const { value } = parse(decode(hash.slice(prefix.length)))
  if (!isObject(value)) return undefined
  const { folder, action, eventText, settings, mapping } = value
  if (typeof folder !== 'string' || typeof action !== 'string' || typeof eventText !== 'string') return undefined
  return { folder, action, eventText, settings: objectOr(settings), mapping: objectOr(mapping) }
}

function decode(text: string): string {
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)))
  } catch {
    return ''
  }
}

function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

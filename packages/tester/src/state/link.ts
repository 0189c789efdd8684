import { isObject, parse } from '../json/json'
import type { JsonObject } from '../json/json'

/** What a link brings back. It never holds a secret. */
export interface LinkedState {
  folder: string
  action: string
  eventText: string
  settings: JsonObject
  mapping: JsonObject
  /** The subscription that the mapping belongs to, if it is one of a delivery. */
  subscription?: LinkedSubscription
}

/** A subscription of a config. */
export interface LinkedSubscription {
  /** The name of the destination in the config. */
  destination: string
  name: string
  /** Its condition. */
  subscribe: string
}

/** A link to a state. */
export interface Link {
  /** The part of the address behind its path. */
  hash: string
  /** Whether mail and chat programs may cut it. */
  isTooLong: boolean
}

/** What a link contains; nothing if the address isn't such a link. */
export type Opened = { linked?: LinkedState; problem?: string }

const prefix = '#state='

/** Marks a compressed state. Links from earlier versions of the page don't have it. */
const compressed = 'z.'

/** The most characters of a link. Some mail and chat programs cut longer ones. */
export const longestLink = 4000

/** Makes the link to a state. */
export async function toLink(state: LinkedState): Promise<Link> {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(state)))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const hash = prefix + compressed + btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  return { hash, isTooLong: hash.length > longestLink }
}

/** Reads the state of a link, or says that it is damaged. */
export async function openLink(hash: string): Promise<Opened> {
  if (!hash.startsWith(prefix)) return {}
  const { value } = parse(await decode(hash.slice(prefix.length)))
  const linked = toLinkedState(value)
  if (linked) return { linked }
  return {
    problem: 'The link is damaged or incomplete, so nothing was restored from it. Ask for a new one.'
  }
}

/** A value as a state, if it is one. */
export function toLinkedState(value: unknown): LinkedState | undefined {
  if (!isObject(value)) return undefined
  const { folder, action, eventText, settings = {}, mapping = {}, subscription } = value
  if (typeof folder !== 'string' || typeof action !== 'string' || typeof eventText !== 'string') return undefined
  if (!isObject(settings) || !isObject(mapping)) return undefined
  return { folder, action, eventText, settings, mapping, ...(isSubscription(subscription) && { subscription }) }
}

function isSubscription(value: unknown): value is JsonObject & LinkedSubscription {
  return isObject(value) && [value.destination, value.name, value.subscribe].every((text) => typeof text === 'string')
}

/** The text of a state; empty when it is damaged. */
async function decode(text: string): Promise<string> {
  try {
    const isCompressed = text.startsWith(compressed)
    const coded = isCompressed ? text.slice(compressed.length) : text
    const binary = atob(coded.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (byte) => byte.charCodeAt(0))
    const plain = isCompressed ? await through(new DecompressionStream('deflate-raw'), bytes) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    return ''
  }
}

/** Sends bytes through a stream. */
async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>) {
  const whole = new Response(new Blob([bytes]).stream().pipeThrough(stream))
  return new Uint8Array(await whole.arrayBuffer())
}

import type { Path } from '@partner-destinations/checked-file'
import type { JSONObject } from '@segment/actions-core'
import type { Note } from './variables'

/** A part of a config that may have mistakes anywhere. The schema has noted its own, so they are ignored here. */
export class ConfigPart {
  constructor(
    /** What is there; undefined if nothing is. */
    readonly value: unknown,
    private readonly note: Note,
    private readonly path: Path = []
  ) {}

  /** The part under a key. */
  at(key: string | number): ConfigPart {
    const { value } = this
    const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    return new ConfigPart(isOwn ? (value as Record<string, unknown>)[key] : undefined, this.note, [...this.path, key])
  }

  /** The value if it is an object. YAML has the same values as JSON. */
  object(): JSONObject | undefined {
    const { value } = this
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JSONObject) : undefined
  }

  /** The value if it is a text, and not empty. */
  text(): string | undefined {
    return typeof this.value === 'string' && this.value !== '' ? this.value : undefined
  }

  /** The parts under the keys of an object; none if it is something else. */
  entries(): [key: string, part: ConfigPart][] {
    return Object.keys(this.object() ?? {}).map((key) => [key, this.at(key)])
  }

  /** The items of a list; none if it is something else. */
  items(): ConfigPart[] {
    return Array.isArray(this.value) ? this.value.map((_item, index) => this.at(index)) : []
  }

  /** Notes what is wrong here. */
  mistake(message: string): void {
    this.note(this.path, message)
  }
}

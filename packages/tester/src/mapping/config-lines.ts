import type { JsonObject } from '../json/json'

/** A subscription as `delivery.yaml` has it. */
export interface ConfigSubscription {
  /** The name of the destination in the config. */
  destination: string
  name: string
  action: string
  /** The condition, in FQL. */
  subscribe: string
  /** What differs from the action's default mapping. */
  mapping: JsonObject
}

/** The lines of `delivery.yaml` that make a subscription. The mapping is JSON, which is YAML too. */
export function configLines({ destination, name, action, subscribe, mapping }: ConfigSubscription): string {
  const lines = [
    'destinations:',
    `  ${quoted(destination)}:`,
    '    subscriptions:',
    `      - name: ${quoted(escaped(name))}`,
    `        action: ${quoted(action)}`,
    `        subscribe: ${quoted(escaped(subscribe))}`
  ]
  if (Object.keys(mapping).length > 0) {
    // YAML wants each line of it further in than its key.
    const text = JSON.stringify(
      mapping,
      (_key, value: unknown) => (typeof value === 'string' ? escaped(value) : value),
      2
    )
    lines.push(`        mapping: ${text.replaceAll('\n', '\n          ')}`)
  }
  return `${lines.join('\n')}\n`
}

/** A config fills `${VARIABLES}` in, unless there is another dollar before them. */
function escaped(text: string): string {
  return text.replaceAll('${', () => '$${')
}

/** A text as YAML: as it is if it is a plain word, and otherwise in quotes. */
function quoted(text: string): string {
  if (/^[a-z][\w-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text
  // eslint-disable-next-line no-control-regex -- a line break in single quotes would become a space
  return /[\u0000-\u001f]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`
}

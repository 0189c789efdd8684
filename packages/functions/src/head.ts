import fs from 'node:fs'
import path from 'node:path'
import { frameworkFile } from './framework'
import type { FunctionParts } from './function'
import type { FunctionSetting } from './settings'

/** The comment at the start of a function: what it was made from, how to make it again, and which settings it needs. */
export function head(parts: FunctionParts, settings: FunctionSetting[]): string {
  const { definition, subscriptions, subscriptionsAre, command } = parts
  const lines = [
    `${definition.name} as a Segment Destination Function.`,
    '',
    `Made from the source of the destination, Segment's framework ${frameworkVersion()},`,
    `and ${subscriptionsAre}:`,
    ...subscriptions.map(({ name, partnerAction, subscribe }) => `- ${name}: ${partnerAction}, for ${subscribe}`),
    '',
    "Don't edit this file. Change the destination or the subscriptions, and make it again:",
    `  ${command}`,
    '',
    settings.length > 0 ? 'Declare these settings in Segment, with exactly these names:' : 'It needs no settings.',
    ...settings.map(settingLine)
  ]
  return `/*\n${lines.map((line) => ` * ${line}`.trimEnd().replace(/\*\//g, '* /')).join('\n')}\n */\n`
}

function settingLine({ name, label, type, required, sensitive }: FunctionSetting): string {
  const marks = [type, ...(required ? ['required'] : []), ...(sensitive ? ['secret'] : [])]
  return `- ${name} (${label}): ${marks.join(', ')}`
}

/** The version of the framework that is bundled: its package is some folders above its main file. */
function frameworkVersion(): string {
  for (let folder = path.dirname(frameworkFile()); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json')
    if (fs.existsSync(manifest)) return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version
  }
}

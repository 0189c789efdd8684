import fs from 'node:fs'
import path from 'node:path'
import { format } from 'prettier'
import type { GeneratedFile } from '../generate/generated-file'
import { STYLE } from '../generate/generated-file'

const TEMPLATES = path.join(__dirname, '../../templates')
const SUFFIX = '.template'

/**
 * The files of a template, formatted, with values instead of the `{{names}}` in paths and texts.
 * @param template name of a folder of templates
 * @param target the folder for the files
 */
export function render(template: string, target: string, values: Record<string, string>): GeneratedFile[] {
  const folder = path.join(TEMPLATES, template)
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(SUFFIX))
  return files.sort().map((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    const filepath = path.join(target, fill(file.slice(0, -SUFFIX.length), values))
    return { path: filepath, text: format(fill(text, values), { ...STYLE, filepath }) }
  })
}

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => valueOf(name, values))
}

function valueOf(name: string, values: Record<string, string>): string {
  if (name in values) return values[name]
  throw new Error(`A template uses the unknown name ${name}. Use one of: ${Object.keys(values).join(', ')}.`)
}

import fs from 'node:fs'
import path from 'node:path'
import { format } from 'prettier'
import type { GeneratedFile } from '../generate/generated-file'
import { STYLE } from '../generate/generated-file'

const TEMPLATES = path.join(__dirname, '../../templates')
const SUFFIX = '.template'

/**
 * The files of a template, with values in the place of `{{their names}}`, formatted.
 * @param template name of a folder of templates
 * @param target the folder into which the files belong
 */
export function render(template: string, target: string, values: Record<string, string>): GeneratedFile[] {
  const folder = path.join(TEMPLATES, template)
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(SUFFIX))
  return files.sort().map((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    const filled = text.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => valueOf(name, values))
    const filepath = path.join(target, file.slice(0, -SUFFIX.length))
    return { path: filepath, text: format(filled, { ...STYLE, filepath }) }
  })
}

function valueOf(name: string, values: Record<string, string>): string {
  if (name in values) return values[name]
  throw new Error(`A template asks for ${name}; there are: ${Object.keys(values).join(', ')}.`)
}

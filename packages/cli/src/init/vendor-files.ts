import fs from 'node:fs'
import path from 'node:path'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import type { GeneratedFile } from '../generate/generated-file'
import { JOINING_VENDOR, TEMPLATES } from './kinds'
import type { Template } from './kinds'
import type { DestinationNames } from './names'
import { addDeviceMode, register, registeredVariable } from './register'
import { render } from './templates'

const DESTINATIONS = 'packages/destination-actions/src/index.ts'
const VENDORS = 'packages/vendors/src'

/**
 * What the project needs for a vendor besides its destination: its folder in `vendors`, the destination's page, and the
 * lists that name them.
 * @param root the folder that contains the project's packages
 * @returns the new files, and the existing files that get another entry
 * @throws BadInputError if the vendor has a folder that the destination can't join, or index.ts doesn't contain a list
 */
export function vendorFiles(
  root: string,
  template: Template,
  names: DestinationNames,
  values: Record<string, string>
): { made: GeneratedFile[]; changed: GeneratedFile[] } {
  const { mode, vendor: templates, page } = TEMPLATES[template]
  const folder = path.join(root, VENDORS, names.vendor)
  const joins = fs.existsSync(folder)
  if (joins && mode === 'cloud') {
    throw new BadInputError(
      `packages/vendors/src/${names.vendor} already exists. Move it away and run the command again. Then copy back what you want to keep.`
    )
  }
  const variable = joins ? variableOf(root, names.vendor) : names.global
  const all = { ...values, vendorVariable: variable }
  const made = [
    ...(joins ? JOINING_VENDOR : templates).flatMap((name) => render(name, folder, all)),
    ...render(page, path.join(root, 'docs'), all)
  ]
  const changed = [
    ...(joins ? [joined(path.join(folder, 'index.ts'), variable, names)] : [listed(root, names)]),
    ...(mode === 'cloud' ? [manifested(root, names)] : [])
  ]
  return { made, changed }
}

function variableOf(root: string, vendor: string): string {
  const variable = registeredVariable(readTextFile(path.join(root, VENDORS, 'index.ts')), 'vendors', vendor)
  if (variable !== undefined) return variable
  throw new BadInputError(
    `packages/vendors/src/${vendor} already exists, but packages/vendors/src/index.ts doesn't list it.`
  )
}

function joined(file: string, variable: string, { folder, vendor }: DestinationNames): GeneratedFile {
  return { path: file, text: addDeviceMode(readTextFile(file), variable, folder, `cdn.${vendor}.example`) }
}

function listed(root: string, { vendor, global: variable }: DestinationNames): GeneratedFile {
  const file = path.join(root, VENDORS, 'index.ts')
  const importStatement = `import { ${variable} } from './${vendor}'`
  return { path: file, text: register(readTextFile(file), { list: 'vendors', key: vendor, variable, importStatement }) }
}

function manifested(root: string, { folder, global: variable }: DestinationNames): GeneratedFile {
  const file = path.join(root, DESTINATIONS)
  const importStatement = `import ${variable} from './destinations/${folder}'`
  return {
    path: file,
    text: register(readTextFile(file), { list: 'manifest', key: folder, variable, importStatement })
  }
}

import fs from 'node:fs'
import path from 'node:path'
import type { Metafile } from 'esbuild'

interface Manifest {
  name?: string
  version?: string
  license?: string
}

/** The licenses of the packages that are in bundles: their texts as the packages have them. */
export function licensesOf(...bundles: Metafile[]): string {
  const files = bundles.flatMap(({ inputs }) => Object.keys(inputs))
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []))
  return [...folders]
    .sort()
    .map(licenseOf)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
  const files = fs.readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file))
  const texts = files.map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim())
  return [`${name} ${version} (${license})`, ...texts, ''].join('\n\n')
}

import fs from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readJsonObject, readTextFile } from '@partner-destinations/server/json-input'
import { descendants, withoutTests } from '../subject'
import type { Rule, Subject } from '../subject'
import { importedModule, packageOf } from './imports'

/**
 * A device-mode destination is a package of its own. Upstream builds it with yarn and publishes it with lerna. Its
 * `package.json` has the same entries as those of upstream's other browser destinations.
 */
export const browserPackage: Rule = (subject) => {
  const { folder, mode } = subject.place
  const file = path.join(folder, 'package.json')
  if (mode !== 'device' || !fs.existsSync(file)) return []
  const text = readTextFile(file)
  const manifest = readJsonObject(file, text)
  const finding = (rule: string, key: string, advice: string) => ({ file, line: lineOf(text, key), rule, advice })
  const name = `@segment/analytics-browser-actions-${subject.place.name}`
  return [
    ...(manifest.name === name ? [] : [finding('package-name', 'name', `Name the package ${name}.`)]),
    ...(isReleased(manifest.version)
      ? []
      : [finding('package', 'version', 'Give the package the version 1.0.0: upstream counts on from there.')]),
    ...expectations(subject)
      .filter(({ at, value }) => !isDeepStrictEqual(valueAt(manifest, at), value))
      .map(({ at, value, why }) =>
        finding('package', at[at.length - 1], `Set ${at.join('.')} to ${JSON.stringify(value)}${why}.`)
      ),
    ...undeclaredPackages(subject, manifest).map((missing) =>
      finding('package', 'dependencies', `Add ${missing} to the dependencies: the destination imports it.`)
    )
  ]
}

interface Expectation {
  /** The keys that lead to the value. */
  at: string[]
  value: unknown
  why: string
}

function expectations({ place }: Subject): Expectation[] {
  return [
    { at: ['license'], value: 'MIT', why: '' },
    {
      at: ['repository'],
      value: {
        type: 'git',
        url: 'https://github.com/segmentio/action-destinations',
        directory: `packages/browser-destinations/destinations/${place.name}`
      },
      why: ', where the package will come from'
    },
    { at: ['publishConfig'], value: { access: 'public' }, why: ', or lerna would publish a private package' },
    { at: ['main'], value: './dist/cjs', why: '' },
    { at: ['module'], value: './dist/esm', why: '' },
    { at: ['typings'], value: './dist/esm', why: '' },
    { at: ['scripts', 'build'], value: 'yarn build:esm && yarn build:cjs', why: ', as upstream builds it' },
    {
      at: ['scripts', 'build:cjs'],
      value: 'tsc --module commonjs --outDir ./dist/cjs',
      why: ', as upstream builds it'
    },
    { at: ['scripts', 'build:esm'], value: 'tsc --outDir ./dist/esm', why: ', as upstream builds it' },
    { at: ['peerDependencies', '@segment/analytics-next'], value: '>=1.55.0', why: ', as in every package there' }
  ]
}

function isReleased(version: unknown): boolean {
  return typeof version === 'string' && /^[1-9]\d*\.\d+\.\d+$/.test(version)
}

function undeclaredPackages(subject: Subject, manifest: Record<string, unknown>): string[] {
  const declared = ['dependencies', 'peerDependencies'].flatMap((key) => Object.keys(Object(manifest[key]) as object))
  const imported = withoutTests(subject)
    .flatMap((file) => [...descendants(file)].map(importedModule))
    .filter((module): module is string => module !== undefined && module.startsWith('@'))
  return [...new Set(imported.map(packageOf))].filter((name) => !declared.includes(name))
}

function valueAt(manifest: unknown, keys: string[]): unknown {
  return keys.reduce<unknown>((value, key) => (Object(value) as Record<string, unknown>)[key], manifest)
}

/** The line of a key in a file that `JSON.stringify` or prettier wrote; the first line if the key isn't there. */
function lineOf(text: string, key: string): number {
  return Math.max(text.split('\n').findIndex((line) => line.trimStart().startsWith(`${JSON.stringify(key)}:`)) + 1, 1)
}

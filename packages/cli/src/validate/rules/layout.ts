import fs from 'node:fs'
import path from 'node:path'
import type { Rule } from '../subject'

/** Every file is where upstream looks for it. */
export const layout: Rule = (subject) => {
  const { place, definition } = subject
  const ofActions = Object.keys(definition.actions).flatMap((key) => [
    `${key}/index.ts`,
    `${key}/generated-types.ts`,
    `${key}/__tests__`
  ])
  const cloud = ['__tests__/snapshot.test.ts', '__tests__/__snapshots__/snapshot.test.ts.snap']
  const expected = [
    ...['generated-types.ts', '__tests__', ...ofActions, ...(place.mode === 'cloud' ? cloud : [])].map((file) =>
      path.join(place.source, file)
    ),
    ...['metadata.json', ...(place.mode === 'device' ? ['README.md', 'package.json', 'tsconfig.json'] : [])].map(
      (file) => path.join(place.folder, file)
    )
  ]
  return expected
    .filter((file) => !fs.existsSync(file))
    .map((file) => ({ file, line: 1, rule: 'layout', advice: missingFile(path.basename(file)) }))
}

function missingFile(name: string): string {
  if (name === 'generated-types.ts') return 'Make this file with ./bin/run generate types.'
  if (name === 'metadata.json') return 'Make this file with ./bin/run generate metadata-payload.'
  if (name.endsWith('.snap')) return 'Make this file with npx jest <folder>, and check what is in it.'
  if (name === '__tests__') return 'Add tests.'
  return 'Add this file. Upstream, every destination has it, and each action has a folder named after its key.'
}

/** The slug comes from the folder's name. */
export const names: Rule = ({ place, definition }) => {
  const slug = `actions-${place.name}`
  if (definition.slug === slug) return []
  const advice = `Give the definition the slug ${slug}. It cannot change after a release.`
  return [{ file: path.join(place.source, 'index.ts'), line: 1, rule: 'slug', advice }]
}

import fs from 'node:fs'

/** What Segment's own script adds to the page. */
const SEGMENT = 'analytics'

let members: Set<string> | undefined

/**
 * Whether every page already has this name on `window`, so that a vendor's script can't be declared under it. The list
 * comes from TypeScript, because its compiler would complain.
 */
export function isOnWindow(name: string): boolean {
  members ??= new Set(declaredIn(require.resolve('typescript/lib/lib.dom.d.ts')))
  return name === SEGMENT || members.has(name)
}

function declaredIn(file: string): string[] {
  const declarations = fs.readFileSync(file, 'utf8').matchAll(/^declare (?:var|const|function) (\w+)/gm)
  return [...declarations].map(([, name]) => name)
}

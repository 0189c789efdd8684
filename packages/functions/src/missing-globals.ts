import vm from 'node:vm'
import { documentedGlobals } from './documented-globals'
import { describeUser } from './missing-modules'
import * as given from './runtime/globals'

/** Marks a global in the bundle that a function can't have. No code has such a name. */
const mark = 'notInFunctions_'

/** What modules have besides globals. */
const ofModules = ['__dirname', '__filename']

/**
 * The globals of Node that a function may not have. Those of browsers are not among them: code for Node's destinations
 * looks whether they are there.
 */
function missingGlobals(): string[] {
  const ofJavaScript = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]
  const known = [...ofJavaScript, ...documentedGlobals, ...Object.keys(given), 'global']
  const names = [...Object.getOwnPropertyNames(globalThis), ...ofModules]
  return names.filter((name) => /^\w+$/.test(name) && !known.includes(name))
}

/** Has esbuild mark the globals that are missing. Code that looks for them with `typeof` finds none. */
export function markedGlobals(): Record<string, string> {
  return Object.fromEntries(missingGlobals().map((name) => [name, mark + name]))
}

/**
 * Why a bundle can't run as a function: which global it needs, and what uses it. A module that looks with `typeof` whether
 * it is there doesn't need it.
 * @param code of esbuild, which writes a comment with the path before each module
 * @returns undefined if it needs none
 */
export function whyMissingGlobal(code: string, inputs: string[]): string | undefined {
  const uses = new Map<string, { module: string; name: string; isLookedFor: boolean }>()
  let module = ''
  for (const line of code.split('\n')) {
    const comment = /^\/\/ (.*)$/.exec(line)?.[1]
    if (comment !== undefined && inputs.includes(comment)) module = comment
    for (const [, lookingFor, name] of line.matchAll(new RegExp(`(typeof )?\\b${mark}(\\w+)`, 'g'))) {
      const key = `${module} ${name}`
      const isLookedFor = lookingFor !== undefined || uses.get(key)?.isLookedFor === true
      uses.set(key, { module, name, isLookedFor })
    }
  }
  const needed = [...uses.values()].find(({ isLookedFor }) => !isLookedFor)
  return (
    needed &&
    `${describeUser(needed.module)} uses the global "${needed.name}", which a Segment Function can't count on.`
  )
}

/** Whether code asks the global object for something that the file brings along, under whatever name it has that object. */
export function asksGlobalObject(code: string): boolean {
  return Object.keys(given).some((name) => new RegExp(`\\.${name}\\b`).test(code))
}

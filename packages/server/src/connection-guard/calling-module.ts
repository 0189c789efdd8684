import path from 'node:path'

/** Deep enough to leave Node's own code and that of SDKs' wrappers behind. */
const stackDepth = 50

/**
 * The module whose code is asking for something: the name of its package, or its file. Undefined when only Node's own
 * code is.
 */
export function callingModule(): string | undefined {
  const [guard, ...files] = callers()
  const file = files.find((name) => !name.startsWith('node:') && path.dirname(name) !== path.dirname(guard))
  return file === undefined ? undefined : packageOf(file) ?? file
}

/** The files of the functions that are running: that of this one first. */
function callers(): string[] {
  const before: Partial<ErrorConstructor> = { ...Error }
  try {
    Error.stackTraceLimit = stackDepth
    Error.prepareStackTrace = (_error, sites) => sites
    const sites = new Error().stack as unknown as NodeJS.CallSite[]
    return sites.flatMap((site) => site.getFileName() ?? [])
  } finally {
    Object.assign(Error, { prepareStackTrace: undefined }, before)
  }
}

function packageOf(file: string): string | undefined {
  return /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(file)?.[1].replace('\\', '/')
}

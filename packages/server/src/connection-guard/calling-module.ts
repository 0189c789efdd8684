/** Deep enough to leave Node's own code and that of SDKs' wrappers behind. */
const stackDepth = 50

/**
 * The module whose code is asking for something: the name of its package, or its file. Undefined when only Node's own
 * code is.
 */
export function callingModule(): string | undefined {
  const file = callers().find((name) => !name.startsWith('node:') && !name.includes(__dirname))
  return file === undefined ? undefined : packageOf(file) ?? file
}

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

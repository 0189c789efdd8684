interface Environment {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** Whether what the command says goes to a terminal, and not to a file or another program. */
  isTerminal: boolean
}

/** Whether there is a person in front of a display, to open a page for. */
export function hasDisplay({ platform, env, isTerminal }: Environment): boolean {
  if (!isTerminal || (env.CI !== undefined && env.CI !== 'false')) return false
  if (env.SSH_CONNECTION !== undefined) return false // the browser would open where the person is not
  if (platform === 'darwin' || platform === 'win32') return true
  return [env.DISPLAY, env.WAYLAND_DISPLAY, env.WSL_DISTRO_NAME].some((value) => value !== undefined && value !== '')
}

/** Opens a page in the person's browser. Without one it does nothing: the command has printed the address. */
export async function openPage(url: string): Promise<void> {
  const { default: open } = await import('open')
  const browser = await open(url).catch(() => undefined)
  browser?.once('error', () => undefined)
}

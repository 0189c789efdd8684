import os from 'node:os'

/** The name of the system's user whose process this is, for the operator log. */
export function systemUser(): string {
  try {
    return os.userInfo().username
  } catch {
    // In a container, the user may have a number only.
    return `user ${process.getuid?.()}`
  }
}

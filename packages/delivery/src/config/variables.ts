import type { Path } from '@partner-destinations/checked-file'

/** The environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Notes what is wrong at a path. */
export type Note = (path: Path, message: string) => void

/** `$${` is a literal `${`; a `${` that is never closed is one of the matches, so that it isn't overlooked. */
const reference = /\$\$\{|\$\{([^}]*)\}?/g

const variableName = /^[A-Za-z_]\w*$/

/** Fills `${VARIABLES}` of the environment in. It remembers where, so that no message shows their values. */
export class Variables {
  private readonly used: { path: Path; name: string; value: string }[] = []
  private readonly failed = new Set<string>()

  constructor(private readonly env: Environment) {}

  /**
   * The value with the variables filled into all of its texts. The keys of objects stay as they are.
   * @param note is told of variables that are missing or empty, or whose name can't be one
   */
  fillIn(value: unknown, note: Note, path: Path = []): unknown {
    if (typeof value === 'string') return this.fillInText(value, path, note)
    if (Array.isArray(value)) return value.map((item, index) => this.fillIn(item, note, [...path, index]))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.fillIn(inner, note, [...path, key])])
    )
  }

  /** A message about what is at a path, with the names of the variables there in the place of their values. */
  hide(path: Path, message: string): string {
    return this.used
      .filter((use) => path.every((key, index) => key === use.path[index]))
      .sort((one, other) => other.value.length - one.value.length)
      .reduce((hidden, { name, value }) => hidden.split(value).join(`\${${name}}`), message)
  }

  /** Whether the text at a path lacks a variable, so that nothing more can be said of it. */
  failedAt(path: Path): boolean {
    return this.failed.has(JSON.stringify(path))
  }

  private fillInText(text: string, path: Path, note: Note): string {
    const fail = (message: string) => {
      this.failed.add(JSON.stringify(path))
      note(path, message)
    }
    return text.replace(reference, (match, name?: string) => {
      if (name === undefined) return '${'
      if (!match.endsWith('}') || !variableName.test(name)) {
        fail('After ${ comes the name of a variable of letters, digits and _, and then }. For a literal ${ write $${.')
        return match
      }
      const value = Object.hasOwn(this.env, name) ? this.env[name] : undefined
      if (!value) {
        const state = value === undefined ? 'is not set' : 'is empty'
        fail(`The environment variable ${name} ${state}. Set it before you start. For a literal \${ write $\${.`)
        return match
      }
      this.used.push({ path, name, value })
      return value
    })
  }
}

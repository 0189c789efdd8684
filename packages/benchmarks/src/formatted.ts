import prettier from 'prettier'

/** A text, formatted by prettier for a file of this name. */
export function formatted(text: string, file: string): string {
  return prettier.format(text, { ...prettier.resolveConfig.sync(file), filepath: file })
}

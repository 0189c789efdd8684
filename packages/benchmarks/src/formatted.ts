import prettier from 'prettier'

/** A text as prettier leaves it in this project's files of that name. */
export function formatted(text: string, file: string): string {
  return prettier.format(text, { ...prettier.resolveConfig.sync(file), filepath: file })
}

import type { z } from 'zod'
import { CheckedFile } from './checked-file'

export { CheckedFile, CheckedFileError } from './checked-file'
export type { CheckOptions, Mistake, Path } from './checked-file'

/**
 * Reads a file that people write: YAML, or JSON, which is YAML too.
 * @param text what the file holds
 * @param file its name, for the errors
 * @param schema what its value must be
 * @throws CheckedFileError with every mistake, by line
 */
export function readCheckedFile<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema
): z.output<Schema> {
  const checked = CheckedFile.parse(text, file)
  const data = checked.check(schema)
  checked.refuseMistakes()
  return data as z.output<Schema>
}

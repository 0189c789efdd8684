/** What keeps a program from reading or writing a file, by the code of the system's error. */
const problems: Record<string, (file: string, deed: Deed) => string> = {
  ENOENT: (file, deed) =>
    deed === 'read' ? `There is no file ${file}.` : `There is no folder for ${file}. Make it first.`,
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: (file) => `${file} can't be written: its disk is read-only.`,
  EISDIR: (file) => `${file} is a folder, not a file.`,
  ENOTDIR: (file) => `A part of the path ${file} is a file, not a folder.`,
  ELOOP: (file) => `${file} is a link that leads back to itself.`,
  ENAMETOOLONG: (file) => `The name ${file} is too long.`,
  EMFILE: (file, deed) => `${file} can't be ${deed}: too many files are open.`,
  ENOSPC: (file) => `${file} can't be written: the disk is full.`
}

/** What somebody wanted to do with a file. */
type Deed = 'read' | 'written'

/** Says in words why a file can't be read or written. */
export function fileProblem(file: string, deed: Deed, error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (Object.hasOwn(problems, code)) return problems[code](file, deed)
  // `EIO: i/o error, read` has the words in its middle.
  return `${file} can't be ${deed}: ${/^[A-Z]+: (.+?)(, \w+.*)?$/.exec(message)?.[1] ?? message}.`
}

function notAllowed(file: string, deed: Deed): string {
  return `${file} can't be ${deed}: you don't have permission.`
}

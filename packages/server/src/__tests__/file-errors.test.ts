import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileProblem } from '../file-errors'
import { readTextFile } from '../json-input'

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

describe('a file that cannot be read or written', () => {
  it.each<[string, string, 'read' | 'written', string]>([
    ['ENOENT', "ENOENT: no such file or directory, open '/x'", 'read', 'There is no file /x.'],
    ['ENOENT', "ENOENT: no such file or directory, open '/x'", 'written', 'There is no folder for /x. Make it first.'],
    ['EACCES', "EACCES: permission denied, open '/x'", 'read', "/x can't be read: you don't have permission."],
    [
      'EPERM',
      "EPERM: operation not permitted, open '/x'",
      'written',
      "/x can't be written: you don't have permission."
    ],
    ['EISDIR', 'EISDIR: illegal operation on a directory, read', 'read', '/x is a folder, not a file.'],
    ['ENOTDIR', "ENOTDIR: not a directory, open '/x'", 'read', 'A part of the path /x is a file, not a folder.'],
    ['ENOSPC', 'ENOSPC: no space left on device, write', 'written', "/x can't be written: the disk is full."],
    ['EIO', 'EIO: i/o error, read', 'read', "/x can't be read: i/o error."]
  ])('is described in words for %s: %s', (code, message, deed, words) => {
    expect(fileProblem('/x', deed, systemError(code, message))).toBe(words)
  })

  it('is described when a text is read', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'file-errors-'))
    const file = path.join(folder, 'nope.json')
    expect(() => readTextFile(file)).toThrow(`There is no file ${file}.`)
    expect(() => readTextFile(folder)).toThrow(`${folder} is a folder, not a file.`)
    fs.rmSync(folder, { recursive: true })
  })
})

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.join(__dirname, '../../../..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'checkout-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' })

describe('a checkout', () => {
  it('has LF at the ends of its lines, also where git is told to write CRLF', () => {
    const files = ['bin/run', 'scripts/ready.js', 'docs/wigzo.md']
    git(folder, 'init', '--quiet')
    git(folder, 'config', 'core.autocrlf', 'true')
    for (const file of ['.gitattributes', ...files]) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      fs.copyFileSync(path.join(root, file), path.join(folder, file))
    }
    git(folder, 'add', '.')
    fs.rmSync(path.join(folder, 'bin'), { recursive: true })
    fs.rmSync(path.join(folder, 'scripts'), { recursive: true })
    fs.rmSync(path.join(folder, 'docs'), { recursive: true })
    git(folder, 'checkout', '--', ...files)
    for (const file of files) expect(fs.readFileSync(path.join(folder, file), 'utf8')).not.toContain('\r')
  })

  it('holds no file with CRLF in the index', () => {
    expect(
      git(root, 'ls-files', '--eol')
        .split('\n')
        .filter((line) => /^i\/(crlf|mixed)/.test(line))
    ).toEqual([])
  })

  it('names versions of Node that CI tests', () => {
    const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
    const [, matrix] = /node: \[(.*)\]/.exec(read('.github/workflows/ci.yml')) ?? []
    const tested = matrix.split(',').map(Number)
    const { engines } = JSON.parse(read('package.json'))

    expect(tested).toContain(Number(read('.nvmrc')))
    expect(engines.node).toMatch(new RegExp(`^>=${Math.min(...tested)}\\.`))
  })
})

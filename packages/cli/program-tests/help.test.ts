import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runBin } from '../src/commands/__tests__/bin'

const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'program-'))
afterAll(() => fs.rmSync(cache, { recursive: true }))

/** The escape sequences that colour a terminal. */
// eslint-disable-next-line no-control-regex -- they begin with a control character
const colour = /\u001b\[/

describe('help', () => {
  it.each([
    [['--help'], '$ ./bin/run [COMMAND]'],
    [['help'], '$ ./bin/run [COMMAND]'],
    [['generate', '--help'], '$ ./bin/run generate COMMAND'],
    [['generate', 'types', '--help'], '$ ./bin/run generate types [DESTINATION] [-p <value>...] [--check]'],
    [['help', 'generate', 'types'], '$ ./bin/run generate types --path'],
    [['send', '--help'], '$ ./bin/run send refersion event --event events.ndjson --dry-run']
  ])('%j shows what people type', async (args, line) => {
    const { stdout, code } = await runBin(args)
    expect(stdout).toContain(line)
    expect(code).toBe(0)
  })

  it('has colours where they are forced, and none where they are refused', async () => {
    const [forced, refused] = await Promise.all([
      runBin(['--help'], { env: { FORCE_COLOR: '1' } }),
      runBin(['--help'], { env: { NO_COLOR: '1', FORCE_COLOR: '' } })
    ])
    expect(forced.stdout).toMatch(colour)
    expect(refused.stdout).not.toMatch(colour)
  })
})

it.each(['--version', '-v'])('%s says what to report a fault of', async (option) => {
  const { stdout, code } = await runBin([option])
  expect(stdout).toMatch(/^@partner-destinations\/cli\/\d+\.\d+\.\d+ \S+ node-v\d+\.\d+\.\d+\n$/)
  expect(code).toBe(0)
})

describe('a mistyped command', () => {
  it.each([
    [['vallidate'], 'Did you mean ./bin/run validate?', './bin/run help'],
    [['generat'], 'Did you mean ./bin/run generate?', './bin/run help'],
    [['generat', 'types'], 'Did you mean ./bin/run generate types?', './bin/run help'],
    [['sed', 'refersion', 'event'], 'Did you mean ./bin/run send?', './bin/run help'],
    [['generate', 'tipes'], 'Did you mean ./bin/run generate types?', './bin/run help generate']
  ])('%j gets a suggestion and no question', async (args, suggestion, help) => {
    const { stdout, stderr, code } = await runBin(args, { env: { NO_COLOR: '1', FORCE_COLOR: '' } })
    expect(stderr).toContain(suggestion)
    expect(stderr).toContain(`Run ${help} for a list of available commands.`)
    expect([stdout, code]).toEqual(['', 127])
  })

  it.each([
    [['frobnicate', 'refersion'], 'frobnicate', './bin/run help'],
    [['generate', 'frobnicate'], 'generate frobnicate', './bin/run help generate']
  ])('%j gets no suggestion, since no command is close', async (args, command, help) => {
    const { stdout, stderr, code } = await runBin(args)
    expect(stderr).toBe(`There is no command "${command}".\nRun ${help} for a list of available commands.`)
    expect([stdout, code]).toEqual(['', 127])
  })
})

describe('autocomplete', () => {
  it('makes bash complete commands and flags of ./bin/run', async () => {
    const { stdout } = await runBin(['autocomplete', 'bash'], { env: { XDG_CACHE_HOME: cache } })
    const [instruction, line] = stdout.split('\n').filter((text) => text !== '')
    expect(instruction).toBe('Add this line to ~/.bashrc, then open a new terminal:')
    const complete = (...words: string[]) => {
      const script = `${line}
        complete -p run > /dev/null || exit 1
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _run_autocomplete; echo "\${COMPREPLY[@]}"`
      return execFileSync('bash', ['-c', script, 'bash', './bin/run', ...words], { encoding: 'utf8' }).trim()
    }
    expect(complete('val')).toBe('validate')
    expect(complete('generate', '')).toBe('action metadata-payload types')
    expect(complete('generate', 'types', '--')).toBe('--path --check')
  })

  it('says which shells it supports when it cannot set up this one', async () => {
    const env = { XDG_CACHE_HOME: cache, SHELL: '/usr/bin/fish', NO_COLOR: '1', FORCE_COLOR: '' }
    const { stderr, code } = await runBin(['autocomplete'], { env })
    expect(stderr).toContain("fish isn't supported. Name one of these: bash, powershell, zsh.")
    expect(code).not.toBe(0)
  })
})

import { Args, Flags, Parser } from '@oclif/core'
import { usageError } from '../usage-errors'

const args = {
  wall: Args.string({ required: true, description: 'the wall to paint' }),
  side: Args.string({ options: ['inside', 'outside'], description: 'its side' })
}

const flags = {
  colour: Flags.string({ char: 'c', required: true, description: 'the colour of the paint' }),
  coats: Flags.integer({ min: 1, description: 'how often to paint' }),
  tools: Flags.string({ options: ['brush', 'roll'], description: 'what to paint with' }),
  dry: Flags.boolean({ exclusive: ['wet'] }),
  wet: Flags.boolean()
}

const config = { bin: './bin/run', topicSeparator: ' ' as const }

async function problemOf(argv: string[]): Promise<string | undefined> {
  const error = await Parser.parse(argv, { args, flags }).catch((reason: Error) => reason)
  return usageError(error as Error, { id: 'paint', args, flags, config })
}

describe('what somebody typed wrongly', () => {
  const colour = ['-c', 'red']

  it.each<[string, string[], string]>([
    ['a missing option', ['north'], '--colour is missing: the colour of the paint.'],
    ['an option without its value', ['north', '--colour'], '--colour needs a value: the colour of the paint.'],
    ['an option twice', ['north', ...colour, '--colour', 'blue'], 'Give --colour only once.'],
    ['a mistyped option', ['north', 'inside', '--color', 'red'], 'There is no option --color. Did you mean --colour?'],
    [
      'an unknown option',
      ['north', '--varnish'],
      'There is no option --varnish. Run ./bin/run paint --help for a list.'
    ],
    ['an unknown letter', ['north', ...colour, '-x'], 'There is no option -x. Run ./bin/run paint --help for a list.'],
    ['no number', ['north', ...colour, '--coats', 'two'], '--coats must be a number, 1 or more.'],
    ['a number that is too small', ['north', ...colour, '--coats', '0'], '--coats must be a number, 1 or more.'],
    [
      'a value that is not one of those known',
      ['north', ...colour, '--tools', 'bruhs'],
      '--tools must be one of: brush, roll. Did you mean "brush"?'
    ],
    [
      'options that exclude each other',
      ['north', ...colour, '--dry', '--wet'],
      "--wet and --dry can't be used together."
    ],
    ['a missing argument', colour, 'The argument wall is missing: the wall to paint.'],
    [
      'an argument that is not one of those known',
      ['north', 'insid', ...colour],
      '"insid" is not one of: inside, outside. Did you mean "inside"?'
    ],
    [
      'an argument too many',
      ['north', 'inside', 'roof', ...colour],
      './bin/run paint takes no argument but wall and side: "roof" is too many. Run it with --help for its options.'
    ]
  ])('is told in words: %s', async (_what, argv, words) => {
    expect(await problemOf(argv)).toBe(words)
  })

  it('is nothing of another error', () => {
    expect(usageError(new Error('The wall fell.'), { id: 'paint', args, flags, config })).toBeUndefined()
  })
})

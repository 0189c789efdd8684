import { z } from 'zod'
import { CheckedFile, CheckedFileError, readCheckedFile } from '../index'

const schema = z.strictObject({
  name: z.string().min(1),
  level: z.enum(['low', 'high']).optional(),
  parts: z
    .array(
      z.strictObject({
        size: z.int().min(1).max(9),
        tags: z.record(z.string().regex(/^[a-z]+$/, 'Small.'), z.string()).optional()
      })
    )
    .min(1)
})

const read = (text: string) => readCheckedFile(text, 'a.yaml', schema)

function mistakesIn(text: string) {
  try {
    read(text)
  } catch (error) {
    return (error as CheckedFileError).mistakes
  }
  return []
}

it.each([
  ['YAML', 'name: a\nparts:\n  - size: 1'],
  ['JSON', '{"name": "a", "parts": [{"size": 1}]}']
])('reads %s', (_format, text) => {
  expect(read(text)).toEqual({ name: 'a', parts: [{ size: 1 }] })
})

it.each([
  ['an unknown key', 'name: a\nparts: [{size: 1}]\nnam: b', 3, 'nam', "This key isn't known here."],
  ['a missing value', 'name: a', 1, 'parts', 'This is missing. It must be a list.'],
  ['a missing value deep inside', 'name: a\nparts:\n  - tags: {}', 3, 'parts[0].size', 'This is missing.'],
  ['the wrong type', 'name: [1]\nparts: [{size: 1}]', 1, 'name', 'This must be a text.'],
  ['no choice of a list', 'name: a\nlevel: mid\nparts: [{size: 1}]', 2, 'level', 'This must be "low" or "high".'],
  ['a number that is too large', 'name: a\nparts:\n  - size: 10', 3, 'parts[0].size', 'This must be at most 9.'],
  ['a list that is too short', 'name: a\nparts: []', 2, 'parts', 'This must have at least 1 items.'],
  ['a wrong value under a key', 'name: a\nparts:\n  - size: 1\n    tags:\n      x: 1', 5, 'parts[0].tags.x', 'a text.'],
  ['nothing at all', '', 1, '', 'This must be an object.'],
  ['a text in place of an object', 'hello', 1, '', 'This must be an object.'],
  ['broken YAML', 'name: a\nparts: [', 2, '', "This isn't YAML: "],
  ['a key that is there twice', 'name: a\nparts: [{size: 1}]\nname: b', 3, '', 'This key is there twice.'],
  ['an empty text', 'name: ""\nparts: [{size: 1}]', 1, 'name', 'This is empty.'],
  ['a key that the schema refuses', 'name: a\nparts:\n  - size: 1\n    tags: {A: b}', 4, 'parts[0].tags.A', 'Small.'],
  ['a tag', 'name: !a b\nparts: [{size: 1}]', 1, '', 'A text that begins with ! needs quotes.'],
  ['an unknown alias', 'name: *a\nparts: [{size: 1}]', 1, '', 'A text that begins with * needs quotes.'],
  ['a character that needs quotes', 'name: @a', 1, '', 'A text that begins with this character needs quotes.'],
  ['braces that need quotes', 'name: {a: ${B}}', 1, '', 'in quotes.'],
  ['a tab', '\tname: a', 1, '', 'Indent with spaces, not with a tab.']
])('names %s, with its line', (_what, text, line, path, message) => {
  expect(mistakesIn(text)[0]).toEqual({ line, path, message: expect.stringContaining(message) })
})

it('names every mistake, in the order of the lines', () => {
  const text = 'level: mid\nparts:\n  - size: 0\n  - siz: 1'

  expect(() => read(text)).toThrow(
    [
      'a.yaml:1: name: This is missing. It must be a text.',
      'a.yaml:1: level: This must be "low" or "high".',
      'a.yaml:3: parts[0].size: This must be at least 1.',
      'a.yaml:4: parts[1].size: This is missing. It must be a number.',
      "a.yaml:4: parts[1].siz: This key isn't known here."
    ].join('\n')
  )
})

it('names a key that is there twice beside all other mistakes', () => {
  expect(mistakesIn('name: 1\nname: 2').map(({ line, path }) => [line, path])).toEqual([
    [1, 'name'],
    [1, 'parts'],
    [2, '']
  ])
})

it.each([
  ['an alias', 'name: *hunter2'],
  ['a tag', 'name: !hunter2'],
  ['a block', 'name: | hunter2'],
  ['a text that is left over', "name: 'it's hunter2'"],
  ['an escape', 'name: "\\hunter2"']
])('never quotes the file, as it may hold secrets: %s', (_what, text) => {
  const messages = mistakesIn(text).map(({ message }) => message)

  expect(messages).not.toEqual([])
  expect(messages.join()).not.toContain('hunter2')
})

it('says which key was meant, if it is told how to guess', () => {
  const file = CheckedFile.parse('name: a\nparts: [{size: 1}]\nnam: b', 'a.yaml', {
    didYouMean: (key, known) => ` ${key} of ${known.join(', ')}?`
  })

  expect(file.check(schema)).toBeUndefined()
  expect(() => file.refuseMistakes()).toThrow("a.yaml:3: nam: This key isn't known here. nam of name, level, parts?")
})

it('takes the mistakes of further checks, and sorts them in', () => {
  const file = CheckedFile.parse('name: 1\nparts:\n  - size: 1\n', 'a.yaml')
  file.mistake(['parts', 0, 'size'], 'Too small.')
  file.mistake(['parts', 0, 'length'], 'Too short.')
  file.check(schema)

  expect(() => file.refuseMistakes()).toThrow(
    [
      'a.yaml:1: name: This must be a text.',
      'a.yaml:3: parts[0].size: Too small.',
      'a.yaml:3: parts[0].length: Too short.'
    ].join('\n')
  )
})

it('checks a value in the place of its own, such as one with variables filled in', () => {
  const file = CheckedFile.parse('name: a\nparts: [{size: 1}]', 'a.yaml')

  expect(file.check(schema, { name: 'b', parts: [{ size: 2 }] })).toEqual({ name: 'b', parts: [{ size: 2 }] })
  expect(() => file.refuseMistakes()).not.toThrow()
})

it('refuses a file whose aliases would grow without end', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
  for (const [one, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf']) {
    bomb.push(`${one}: &${one} [${Array(10).fill(`*${before}`).join(',')}]`)
  }

  expect(() => read(bomb.join('\n'))).toThrow("a.yaml:1: Its aliases (*name) can't be followed: Excessive alias count")
})

it('refuses a file that holds itself', () => {
  expect(() => read('name: &a [*a]')).toThrow("a.yaml:1: Its aliases (*name) can't be followed")
})

import { readJson, readJsonLine, readJsonObject, toPayload } from '../json-input'

describe('readJson', () => {
  it('reads JSON', () => {
    expect(readJson('x', '{"a":[1]}')).toEqual({ a: [1] })
  })

  it('reads JSON after a byte order mark', () => {
    expect(readJson('x', '\uFEFF{"a":1}')).toEqual({ a: 1 })
  })

  it.each([
    ['is valid', '['.repeat(100_000) + ']'.repeat(100_000), 'x is nested deeper than 500 levels.'],
    ['is not', '['.repeat(100_000), 'x is not valid JSON: it is nested too deep to say where.']
  ])('refuses JSON that is nested too deep and %s', (_what, text, message) => {
    expect(() => readJson('x', text)).toThrow(message)
  })

  it.each([
    ['{"a": }', 'value expected at line 1, column 7'],
    ['{\n  "a": 1,\n}', 'property name expected at line 3, column 1'],
    ['{"a": 1', 'close brace expected at line 1, column 8'],
    ['', 'value expected at line 1, column 1'],
    ['{"a": 1} // note', 'invalid comment token at line 1, column 10'],
    ["{'a': 1}", 'invalid symbol at line 1, column 2'],
    ['\uFEFF{"a": }', 'value expected at line 1, column 7'],
    ['{\r\n  "a": }', 'value expected at line 2, column 8']
  ])('says of %j where it is wrong', (text, where) => {
    expect(() => readJson('event.json', text)).toThrow(`event.json is not valid JSON: ${where}.`)
  })
})

describe('readJsonLine', () => {
  it('reads JSON, also after a byte order mark and before a carriage return', () => {
    expect(readJsonLine('x', '\uFEFF{"a":1}\r')).toEqual({ a: 1 })
  })

  it.each([
    ['lacks a value', '{"a": }', 'is not valid JSON: value expected at column 7.'],
    ['has a byte order mark', '\uFEFF{"a": }\r', 'is not valid JSON: value expected at column 7.'],
    ['ends as those of Windows', '{"a": 1,\r', 'is not valid JSON: property name expected at column 9.'],
    ['is cut off', '{"a": "b', 'is not valid JSON: unexpected end of string at column 7.'],
    ['is too deep', '['.repeat(501) + ']'.repeat(501), 'is nested deeper than 500 levels.']
  ])('says where a line that %s is wrong: in which column, as its name says which line', (_what, text, message) => {
    expect(() => readJsonLine('events.ndjson, line 2', text)).toThrow(`events.ndjson, line 2 ${message}`)
  })
})

describe('readJsonObject', () => {
  it.each([
    ['[]', 'an array'],
    ['"text"', 'a string'],
    ['null', 'null']
  ])('refuses %s', (text, kind) => {
    expect(() => readJsonObject('settings.json', text)).toThrow(`settings.json must hold a JSON object, not ${kind}.`)
  })
})

describe('toPayload', () => {
  it.each([
    ['text', '"payload" must be an object or an array of objects, not a string.'],
    [7, '"payload" must be an object or an array of objects, not a number.'],
    [[], '"payload" is an empty array: it must hold at least one event.'],
    [[{}, 7], '"payload"[1] must be an object, not a number.']
  ])('refuses %j', (value, message) => {
    expect(() => toPayload('"payload"', value)).toThrow(message)
  })
})

import { duration, span } from '../words'

it.each([
  [-5, '0 s'],
  [0, '0 s'],
  [999, '0 s'],
  [12_400, '12 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [7_200_000, '2 h'],
  [86_400_000 * 1500, '1,500 d']
])('%d ms ago is %s ago', (ms, expected) => {
  expect(span(ms)).toBe(expected)
})

it.each([
  [0, '0 ms'],
  [85.4, '85 ms'],
  [1234, '1.2 s'],
  [81_200, '81 s'],
  [180_000, '3 min'],
  [14_400_000, '4 h']
])('what took %d ms took %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected)
})

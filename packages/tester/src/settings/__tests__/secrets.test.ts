import { invent } from '../secrets'

it.each(['pub_Live99.sec_x-1', '696791', 'Correct-Horse-1'])('invents a secret of the shape of %s', (secret) => {
  const shape = (text: string) => text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '0')
  expect(shape(invent(secret))).toBe(shape(secret))
  expect(invent(secret)).not.toBe(secret)
})

import { metricsPortOf } from '../metrics-port'

it('has the token of the environment', () => {
  expect(metricsPortOf(8082, { METRICS_TOKEN: 'a/b+c:~=' })).toEqual({ port: 8082, token: 'a/b+c:~=' })
})

it('needs no token if there is no port', () => {
  expect(metricsPortOf(undefined, {})).toBeUndefined()
})

it.each([
  ['no token', {}, 'needs the environment variable METRICS_TOKEN'],
  ['an empty token', { METRICS_TOKEN: '' }, 'needs the environment variable METRICS_TOKEN'],
  ['a token with a line break', { METRICS_TOKEN: 'hunter2\n' }, 'no line breaks'],
  ['a token with a space', { METRICS_TOKEN: 'hunter 2' }, 'no spaces'],
  ['a token that is not ASCII', { METRICS_TOKEN: 'hünter2' }, 'nothing but ASCII']
])('refuses %s, and does not show it', (_what, env, message) => {
  const refused = () => metricsPortOf(8082, env)
  expect(refused).toThrow(expect.objectContaining({ name: 'BadInputError', message: expect.stringContaining(message) }))
  expect(refused).not.toThrow(/h[uü]nter/)
})

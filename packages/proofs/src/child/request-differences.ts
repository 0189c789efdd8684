import { isDeepStrictEqual } from 'node:util'
import type { Arrived } from './recorder'

/**
 * In which ways the requests of the runner are not those of the framework. The order in which they arrived isn't
 * compared: requests that are sent at once arrive in any.
 */
export function requestDifferences(framework: Arrived[], runner: Arrived[]): string[] {
  if (framework.length !== runner.length) return [`requests: ${framework.length} / ${runner.length}`]
  const ours = sorted(runner)
  return sorted(framework).flatMap((request, index) => differences(request, ours[index]))
}

function differences(framework: Arrived, runner: Arrived): string[] {
  return [
    ...(['method', 'host', 'path'] as const).flatMap((key) =>
      framework[key] === runner[key] ? [] : [`${key}: ${framework[key]} / ${runner[key]}`]
    ),
    ...headerNames(framework, runner).flatMap((name) =>
      framework.headers[name] === runner.headers[name]
        ? []
        : [`header ${name}: ${framework.headers[name] ?? 'none'} / ${runner.headers[name] ?? 'none'}`]
    ),
    ...(framework.body.equals(runner.body) ? [] : [bodyDifference(framework.body, runner.body)])
  ]
}

function headerNames(framework: Arrived, runner: Arrived): string[] {
  return [...new Set([...Object.keys(framework.headers), ...Object.keys(runner.headers)])].sort()
}

function bodyDifference(framework: Buffer, runner: Buffer): string {
  try {
    const values = [framework, runner].map((body) => JSON.parse(body.toString()) as unknown)
    return isDeepStrictEqual(values[0], values[1]) ? 'body: the order of its keys' : 'body: its values'
  } catch {
    return 'body: its bytes'
  }
}

function sorted(requests: Arrived[]): Arrived[] {
  const key = ({ method, host, path, body }: Arrived) => [method, host, path, body.toString('latin1')].join('\n')
  return requests
    .map((request) => ({ request, key: key(request) }))
    .sort(byKey)
    .map(({ request }) => request)
}

function byKey(one: { key: string }, other: { key: string }): number {
  return one.key < other.key ? -1 : Number(one.key > other.key)
}

import path from 'node:path'
import { readTextFile } from '@partner-destinations/server/json-input'
import { formatBroken, isBroken } from '@partner-destinations/server'
import type { Server } from '@partner-destinations/server'
import { findPlaces, projectRoot } from '../places'

/**
 * What people want to know once the server runs: where each destination is, and where its requests go.
 * @param named the destination whose routes are also at the root
 * @param hasDemoPage whether there is a demo page of the device-mode destinations
 */
export async function announce(server: Server, named: string | undefined, hasDemoPage: boolean): Promise<string> {
  const url = `http://localhost:${server.port}`
  const entries = await server.destinations.entries()
  const others = (await server.destinations.list()).length - entries.length
  const routes = entries.flatMap((entry) => {
    if (isBroken(entry)) return [`  ${formatBroken(entry)}`]
    const { folder, name, actions, hasDelete } = entry
    const targets = [...Object.keys(actions), 'event', ...(hasDelete ? ['delete'] : []), 'authenticate']
    return [`  ${name}`, `    POST /${folder}/{${targets.join(', ')}}`]
  })
  const mode =
    server.destinations.mode === 'live'
      ? '*** LIVE: every request goes to the real vendors, and changes real data. ***'
      : 'Requests go to the sandbox: nothing leaves this machine. GET /sandbox/<destination> shows what it holds.'
  return [
    `Serving ${url}`,
    mode,
    ...(server.intakePort === undefined ? [] : describeIntake(server.intakePort, url)),
    ...routes,
    ...(others > 0 ? [`  ${others} destinations load when you choose them. GET /destinations lists them.`] : []),
    ...(hasDemoPage ? [`  ${(await deviceModeNames()).join(', ')}`, `    ${url}/browser/`] : []),
    ...(named ? [`  ${named} also at the root: POST /{its actions}`] : [])
  ].join('\n')
}

/** @param url of the server, which shows what became of the events */
function describeIntake(port: number, url: string): string[] {
  const event = '{"userId": "u1", "traits": {"email": "ada@example.com"}}'
  return [
    `Delivering what Segment's Tracking API gets at http://localhost:${port}, with the write key demo:`,
    `  curl localhost:${port}/v1/identify -u demo: -d '${event}'`,
    `  ${url}/api/counts says how many events are delivered. They are forgotten when the server stops.`
  ]
}

async function deviceModeNames(): Promise<string[]> {
  const places = await findPlaces(undefined, projectRoot)
  const devices = places.filter(({ mode }) => mode === 'device')
  return devices.map(({ folder }) => {
    const { name } = JSON.parse(readTextFile(path.join(folder, 'metadata.json'))) as { name: string }
    return name
  })
}

/**
 * Why the server did not start, in one line.
 * @param ports those that the server tried to use
 */
export function explainFailure(
  error: Error & { code?: string; port?: number },
  ports: { port: number; intakePort?: number }
): string {
  if (error.code !== 'EADDRINUSE') return error.message
  if (error.port === ports.intakePort) {
    return `Port ${error.port}, which takes events, is in use. Choose another one with --intake-port.`
  }
  if (error.port !== ports.port) {
    return `Port ${error.port}, for the WebSocket that announces changes, is in use. Use another --port, or --no-open.`
  }
  return `Port ${error.port} is in use. Choose another one with --port or the environment variable PORT.`
}

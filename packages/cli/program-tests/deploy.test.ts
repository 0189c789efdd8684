import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { containers, manifest, root } from '../deploy-tests/deploy-files'
import type { Container, Document } from '../deploy-tests/deploy-files'
import { startedCommand } from '../deploy-tests/started-command'

const token = 'the-t0ken'
const writeKey = 'key-of-the-shop'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  fs.rmSync(folder, { recursive: true })
})

/**
 * What differs here from the container: ports that are free, a config of this test, and the sandbox. The store is a file,
 * so the process has both roles.
 */
function adapted(args: string[], config: string): string[] {
  const replaced = args
    .filter((arg) => arg !== '--live' && !arg.startsWith('--role='))
    .map((arg) => arg.replace(/^--config=.*$/, `--config=${config}`).replace(/^--metrics-port=.*$/, '--metrics-port=0'))
  return [...replaced, '--port=0', '--operate-port=0']
}

/** Starts a container's command as the container does, and waits until it listens. */
async function start({ where, command }: Container) {
  const own = fs.mkdtempSync(path.join(folder, 'container-'))
  const secrets = path.join(own, 'secrets')
  fs.mkdirSync(secrets)
  const config = path.join(own, 'delivery.yaml')
  const sources = { shop: { writeKey: '${SHOP_WRITE_KEY}' } }
  const destinations = { wigzo: { settings: demoSettingsOf('wigzo') } }
  fs.writeFileSync(config, JSON.stringify({ store: './delivery.db', sources, destinations }))
  const variables = { SHOP_WRITE_KEY: writeKey, METRICS_TOKEN: token }

  const { secretsFolder, program, command: name, args } = startedCommand(command)
  const inCheckout = (file: string) => path.join(root, path.relative('/app', file))
  const words = [inCheckout(program), name, ...adapted(args, config)]
  if (secretsFolder !== undefined) {
    for (const [variable, value] of Object.entries(variables))
      fs.writeFileSync(path.join(secrets, variable), `${value}\n`)
    words.unshift(inCheckout(command[0]), secrets)
  }
  const env = { ...process.env, ...(secretsFolder === undefined ? variables : {}) }
  const child = spawn(words[0], words.slice(1), { cwd: own, env })
  children.push(child)
  let printed = ''
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (/^Watch and operate it .*\n/m.test(printed)) resolve()
    })
    child.once('exit', () => reject(new Error(`${where} ended: ${printed}`)))
  })
  const portOf = (line: RegExp) => Number((line.exec(printed) ?? [])[1])
  const ports = { intake: portOf(/^Taking events at \S+:(\d+)$/m), metrics: portOf(/^Metrics .*:(\d+)\/metrics$/m) }
  return { child, ports }
}

const container = (where: string) => containers.find((one) => one.where === where) as Container

const get = async (port: number, route: string, headers: Record<string, string> = {}) => {
  return (await fetch(`http://127.0.0.1:${port}${route}`, { headers })).status
}

it.each([
  ['compose.yaml: intake-1', 'deliver-intake'],
  ['Deployment deliver-intake', 'deliver-intake'],
  ['Deployment deliver-worker', 'deliver-worker']
])('%s starts, answers its probes and Prometheus, and ends by SIGTERM', async (where, deployment) => {
  const { child, ports } = await start(container(where))
  const [pod] = manifest('Deployment', deployment).spec.template.spec.containers
  const probes: Document[] = [pod.startupProbe, pod.livenessProbe, pod.readinessProbe]
  for (const { httpGet } of probes) {
    expect(await get(ports[httpGet.port as keyof typeof ports], httpGet.path)).toBe(200)
  }

  const [{ path: route }] = manifest('PodMonitor', 'deliver').spec.podMetricsEndpoints
  expect(await get(ports.metrics, route, { authorization: `Bearer ${token}` })).toBe(200)
  expect(await get(ports.metrics, route)).toBe(401)

  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

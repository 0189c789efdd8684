import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stringify } from 'yaml'
import { readYaml, root } from '../deploy-tests/deploy-files'

/** Milliseconds in which something happens, also on a busy machine. */
const patience = 60_000

/** Debian's Prometheus on a free port of loopback, with the config and the rules of `deploy/`. */
export class Prometheus {
  private constructor(private readonly child: ChildProcess, private readonly url: string) {}

  /**
   * Starts it, scraping every second.
   * @param folder where it keeps what it has
   * @param target where deliver has its metrics, such as `127.0.0.1:8082`
   * @param token of the metrics port
   */
  static async start(folder: string, target: string, token: string): Promise<Prometheus> {
    const [config] = readYaml('prometheus/prometheus.yaml')
    const credentials = path.join(folder, 'METRICS_TOKEN')
    fs.writeFileSync(credentials, token)
    const [{ dns_sd_configs: _names, ...scraped }] = config.scrape_configs
    scraped.authorization.credentials_file = credentials
    const file = path.join(folder, 'prometheus.yaml')
    fs.writeFileSync(
      file,
      stringify({
        global: { scrape_interval: '1s', evaluation_interval: '1s' },
        rule_files: [path.join(root, 'deploy/prometheus', config.rule_files[0])],
        scrape_configs: [{ ...scraped, static_configs: [{ targets: [target] }] }]
      })
    )
    const child = spawn('prometheus', [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0'
    ])
    let logged = ''
    const address = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        logged += chunk.toString()
        const [, found] = /address=(127\.0\.0\.1:[1-9]\d*)\s/.exec(logged) ?? []
        if (found) resolve(found)
      })
      child.once('exit', () => reject(new Error(`Prometheus ended: ${logged}`)))
      child.once('error', reject)
    })
    return new Prometheus(child, `http://${address}`)
  }

  /** What a route of its API answers. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each route has a form of its own
  async ask(route: string, parameters: Record<string, string> = {}): Promise<any> {
    const response = await fetch(`${this.url}/api/v1/${route}?${new URLSearchParams(parameters).toString()}`)
    const { status, data, error } = await response.json()
    if (status !== 'success') throw new Error(`${parameters.query}: ${error}`)
    return data
  }

  /** The series that a query has now. */
  async query(query: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
    return (await this.ask('query', { query })).result
  }

  /** Waits until a query has a series. */
  async has(query: string): Promise<void> {
    const deadline = performance.now() + patience
    for (;;) {
      const series = await this.query(query).catch(() => [])
      if (series.length > 0) return
      if (performance.now() > deadline) throw new Error(`Prometheus never had a series of ${query}`)
      await sleep(200)
    }
  }

  async end(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }
}

import fs from 'node:fs'
import path from 'node:path'
import { compose, containers, image, readYaml, root } from './deploy-files'
import type { Document } from './deploy-files'
import { optionsOf, startedCommand } from './started-command'

const services = Object.entries<Document>(compose.services)
const ours = services.filter(([, { image: name }]) => name === 'deliver')

it.each(services)('%s names only what is declared, and what is there', (_name, service) => {
  expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(service.secrets ?? []))
  expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on ?? {})))
  expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(service.networks ?? []))
  for (const { source } of service.configs ?? []) {
    expect(fs.existsSync(path.join(root, 'deploy', compose.configs[source].file))).toBe(true)
  }
})

it.each(ours)('%s has a read-only image, no capabilities and no user of its own', (_name, service) => {
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    init: true
  })
  expect(service.user).toBeUndefined()
  expect(image.user).toBe('node')
})

it('publishes intake and Prometheus on this machine only, and no other port', () => {
  const published = services.flatMap(([name, { ports = [] }]) => ports.map((port: string) => [name, port]))
  expect(published).toEqual([
    ['intake-1', `127.0.0.1:8080:${image.exposed}`],
    ['intake-2', `127.0.0.1:8090:${image.exposed}`],
    ['prometheus', '127.0.0.1:9090:9090']
  ])
})

it('gives the database no way out', () => {
  expect(compose.services.postgres.networks).toEqual(['inside'])
  expect(compose.networks.inside).toEqual({ internal: true })
})

it('starts everything else when the store has its format', () => {
  const { migrate, ...others } = Object.fromEntries(ours)
  expect(migrate.depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  expect(migrate.restart).toBe('no')
  for (const service of Object.values(others)) {
    expect(service.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
  }
})

it('asks a port that the process has whether it is healthy', async () => {
  const asked = ours.map(([name, { healthcheck }]) => {
    return [name, /http:\/\/127\.0\.0\.1:(\d+\/\w+)/.exec(healthcheck?.test.at(-1))?.[1]]
  })
  expect(asked).toEqual([
    ['migrate', undefined],
    ['intake-1', '8080/health'],
    ['intake-2', '8080/health'],
    ['worker', '8082/health']
  ])
})

it('lets Prometheus find all processes, with the token', async () => {
  const [{ scrape_configs: scraped, rule_files: rules }] = readYaml('prometheus/prometheus.yaml')
  const withMetrics = await Promise.all(
    containers
      .filter(({ where }) => where.startsWith('compose.yaml: '))
      .map(async ({ where, command }) => {
        const options = await optionsOf(startedCommand(command).args)
        return { name: where.replace('compose.yaml: ', ''), port: options['metrics-port'] }
      })
  )
  const found = scraped[0].dns_sd_configs[0]
  expect(withMetrics.filter(({ port }) => port === found.port).map(({ name }) => name)).toEqual(found.names)
  expect(scraped[0].job_name).toBe('deliver')
  expect(scraped[0].authorization).toEqual({ credentials_file: '/run/secrets/METRICS_TOKEN' })
  const { configs, networks } = compose.services.prometheus
  const shared = (name: string) => compose.services[name].networks.filter((one: string) => networks.includes(one))
  // It would find a process under two addresses if it shared two networks with it.
  for (const name of found.names) expect(shared(name)).toEqual(['inside'])
  expect(configs.map(({ target }: Document) => target)).toContain(`/etc/prometheus/${rules[0]}`)
})

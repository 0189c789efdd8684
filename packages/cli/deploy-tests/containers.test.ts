import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { catalogOf } from '@partner-destinations/server/delivery'
import { readConfigFile } from '../src/deliver/config-file'
import { cloudDirectory } from '../src/places'
import { compose, containers, image, manifest, readFile, root, yamlFiles, readYaml } from './deploy-files'
import { optionsOf, startedCommand, wrapper } from './started-command'

const inImage = (file: string) => path.join(root, path.relative('/app', file))

it.each(yamlFiles)('%s is valid YAML', (name) => {
  expect(readYaml(name).every((document) => typeof document === 'object' && document !== null)).toBe(true)
})

it('knows all containers', () => {
  expect(containers.map(({ where }) => where)).toEqual([
    'compose.yaml: migrate',
    'compose.yaml: intake-1',
    'compose.yaml: intake-2',
    'compose.yaml: worker',
    'Deployment deliver-intake',
    'Job deliver-migration',
    'Deployment deliver-worker'
  ])
})

describe.each(containers)('$where', ({ command, variables, mounts, secondsToEnd }) => {
  const { secretsFolder, program, command: name, args } = startedCommand(command)

  it('starts a program of the image, with options that it has', async () => {
    expect(() => fs.accessSync(inImage(program), fs.constants.X_OK)).not.toThrow()
    if (secretsFolder !== undefined) {
      expect(() => fs.accessSync(inImage(wrapper), fs.constants.X_OK)).not.toThrow()
      // Where Compose puts secrets.
      expect(secretsFolder).toBe('/run/secrets')
    }
    expect(name).toBe('deliver')
    await expect(optionsOf(args)).resolves.toMatchObject({ config: '/etc/deliver/delivery.yaml' })
  })

  it('has its config, and can write where the program does', async () => {
    const { config } = await optionsOf(args)
    expect(mounts).toEqual(expect.arrayContaining([config, '/tmp', image.workdir]))
  })

  it('delivers for real and faces the network, or only prepares the store', async () => {
    const { live = false, migrate = false, check, host } = await optionsOf(args)
    expect({ live, check }).toEqual({ live: !migrate, check: undefined })
    if (live) expect(host).toBe('0.0.0.0')
  })

  it('has the variables that its options need', async () => {
    const { 'metrics-port': metricsPort } = await optionsOf(args)
    expect(variables).toContain('PGPASSWORD')
    if (metricsPort !== undefined) expect(variables).toContain('METRICS_TOKEN')
  })

  it('is killed only after deliver has ended by itself', async () => {
    // The database undoes a migration that is cut off.
    if ((await optionsOf(args)).migrate) return
    const [, longest] = /ends after (\d+) seconds at the latest/.exec(readFile('docs/deliver-operating.md')) ?? []
    expect(secondsToEnd).toBeGreaterThan(Number(longest))
  })
})

describe.each([
  ['of Compose', readFile('deploy/delivery.yaml'), Object.keys(compose.secrets)],
  [
    'of Kubernetes',
    manifest('ConfigMap', 'deliver').data['delivery.yaml'] as string,
    Object.keys(manifest('Secret', 'deliver').stringData)
  ]
])('the config %s', (_of, text, secrets) => {
  const settings = text.replace(/^\s*#.*$/gm, '')
  const variables = [...settings.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)

  it('takes all secrets that there are, and no others', () => {
    expect([...variables, 'METRICS_TOKEN', 'PGPASSWORD'].sort()).toEqual([...secrets].sort())
  })

  it('has a PostgreSQL as its store, and no password', () => {
    expect(text).toMatch(/^store: postgres:\/\/deliver@[\w.]+:5432\/deliver(\?sslmode=verify-full)?$/m)
  })

  it('has no mistakes in its sources and destinations', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-'))
    const file = path.join(folder, 'delivery.yaml')
    fs.writeFileSync(file, text.replace(/^store: .*$/m, 'store: ./delivery.db'))
    const env = Object.fromEntries(secrets.map((name) => [name, `value-of-${name}`]))
    expect(() => readConfigFile(file, catalogOf(cloudDirectory()), env)).not.toThrow()
    fs.rmSync(folder, { recursive: true })
  })
})

it('keeps secrets out of the image and the repository', () => {
  expect(readFile('.dockerignore').split('\n')).toContain('deploy/secrets')
  expect(readFile('.gitignore').split('\n')).toContain('/deploy/secrets/')
  for (const { file } of Object.values<{ file: string }>(compose.secrets)) expect(file).toMatch(/^\.\/secrets\/\w+$/)
  for (const value of Object.values(manifest('Secret', 'deliver').stringData)) expect(value).toBe('placeholder')
})

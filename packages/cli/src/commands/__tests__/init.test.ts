import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { runBin } from './bin'

const packages = path.join(__dirname, '../../../..')

/**
 * Folders for destinations where the packages of a mode, its jest and its types reach, but neither commands that look
 * for the project's destinations nor its type check.
 */
const places = {
  cloud: temporary('destination-actions', 'src/destinations'),
  device: temporary('browser-destinations', 'browser-destinations/destinations')
}

function temporary(name: string, destinations: string) {
  const root = fs.mkdtempSync(path.join(packages, name, 'scaffolded-'))
  const tsconfig = { extends: `../tsconfig.json`, include: [`${destinations}/**/*.ts`] }
  fs.writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify(tsconfig))
  return { root, destinations: path.join(root, destinations) }
}

beforeAll(() => {
  const lib = path.join(places.cloud.root, 'src/lib')
  fs.mkdirSync(lib, { recursive: true })
  fs.copyFileSync(path.join(packages, 'destination-actions/src/lib/test-data.ts'), path.join(lib, 'test-data.ts'))
  const browserPackage = path.join(places.device.root, 'browser-destinations')
  fs.mkdirSync(browserPackage)
  // A device-mode destination's own settings extend these.
  fs.writeFileSync(path.join(browserPackage, 'tsconfig.build.json'), '{ "extends": "../../tsconfig.build.json" }')
})

afterAll(() => {
  for (const { root } of Object.values(places)) fs.rmSync(root, { recursive: true })
})

function compile(root: string) {
  const tsc = require.resolve('typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', root], { encoding: 'utf8' })
  return { status, stdout }
}

function readMetadata(destination: string) {
  return JSON.parse(fs.readFileSync(path.join(destination, 'metadata.json'), 'utf8')) as { name: string }
}

async function expectNothingToMend(destination: string, files: number) {
  const checks = [['validate'], ['generate', 'types', '--check'], ['generate', 'metadata-payload', '--check']]
  const ended = await Promise.all(checks.map((check) => runBin([...check, '--path', destination])))
  expect(ended.map(({ code, stdout }) => [code, stdout])).toEqual([
    [0, `Nothing to fix in ${path.basename(destination)}.\n`],
    [0, `${files} files up to date.\n`],
    [0, '1 file up to date.\n']
  ])
}

describe('a new destination passes its own tests, validate, and the checks of generated files', () => {
  it.each([
    ['custom-auth', 'Acme Mail', places.cloud, 'acme-mail'],
    ['basic-auth', "L'Oréal", places.cloud, 'loreal'],
    ['custom-auth', '3M Mail', places.cloud, '3m-mail'],
    ['browser', 'Acme Mail', places.device, 'acme-mail-web'],
    ['browser', "1plusx d'Été", places.device, '1plusx-dete-web'],
    ['browser', 'Origin', places.device, 'origin-web']
  ])('from the template %s, for %s', async (template, name, { destinations }, folder) => {
    const { stdout, code } = await runBin(['init', name, '--template', template, '--directory', destinations])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^(Wrote \S+\n)+\nIts tests pass\.\n/)
    const { name: named } = readMetadata(path.join(destinations, folder))
    expect(named).toBe(`${name}${template === 'browser' ? ' Web' : ''} (Actions)`)
    await expectNothingToMend(path.join(destinations, folder), 2)
  })
})

describe('a new action passes them too, with a preset of calls that the first action does not take', () => {
  it.each([
    ['server', path.join(places.cloud.destinations, 'acme-mail')],
    ['browser', path.join(places.device.destinations, 'acme-mail-web')]
  ])('for a %s', async (type, destination) => {
    const { stdout, code } = await runBin(['generate', 'action', 'add-item', type, '--directory', destination])
    expect(code).toBe(0)
    expect(stdout).toContain('/addItem/generated-types.ts\n')
    expect(stdout).toMatch(/\nThe tests of the destination pass\.\n.* Its preset takes identify calls\.\n$/)
    await expectNothingToMend(destination, 3)
  })
})

describe.each(Object.entries(places))('what was made for the %s', (_mode, { root, destinations }) => {
  it('compiles, tests included', () => {
    expect(compile(root)).toEqual({ status: 0, stdout: '' })
  })

  it('is formatted', () => {
    const prettier = require.resolve('prettier/bin-prettier')
    const { status, stdout } = spawnSync(process.execPath, [prettier, '--check', destinations], { encoding: 'utf8' })
    expect({ status, stdout }).toMatchObject({ status: 0 })
  })

  it('passes lint', () => {
    const eslint = path.join(path.dirname(require.resolve('eslint/package.json')), 'bin/eslint.js')
    const { status, stdout } = spawnSync(process.execPath, [eslint, '--max-warnings', '0', destinations], {
      encoding: 'utf8',
      cwd: path.join(packages, '..')
    })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })
})

describe('init and generate action', () => {
  const refersion = path.join(packages, 'destination-actions/src/destinations/refersion')

  it.each([
    [['init', 'Refersion', '--template', 'custom-auth'], 'destinations/refersion is there already.'],
    [
      ['init', 'a/../b', '--template', 'custom-auth'],
      `"a/../b" can't be a vendor's name because of "/". Leave it out.`
    ],
    [
      ['init', 'Acme', '--template', 'custom-auth', '-d', '/tmp/src/destinations'],
      '/tmp/src/destinations is outside of '
    ],
    [
      ['init', 'Acme', '--template', 'browser', '-d', 'packages/cli'],
      "packages/cli can't hold device-mode destinations: its path must end in browser-destinations/destinations."
    ],
    [['init', 'Acme', '--template', 'oauth2-auth'], 'Expected --template=oauth2-auth to be one of:'],
    [['init', 'Acme'], 'Missing required flag template'],
    [
      ['generate', 'action', 'addItem', 'browser', '-d', refersion],
      'refersion is a cloud-mode destination: its actions are for server.'
    ],
    [
      ['generate', 'action', 'createAffiliate', 'server', '-d', refersion],
      'index.ts has something called createAffiliate already.'
    ],
    [['generate', 'action', 'delete', 'server', '-d', refersion], `"delete" can't be an action's name`],
    [['generate', 'action', 'addItem', 'server', '-d', 'no/such'], 'no/such is no folder of a destination.']
  ])('refuse %j, and write nothing', async (args, message) => {
    const { stdout, stderr, code } = await runBin(args)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(code).toBeGreaterThan(0)
    expect(fs.existsSync(path.join(refersion, 'addItem'))).toBe(false)
    expect(fs.existsSync('/tmp/src/destinations')).toBe(false)
  })

  it('refuse an action for which no call is left', async () => {
    const full = path.join(places.cloud.destinations, 'full')
    fs.mkdirSync(full, { recursive: true })
    const presets = ['track', 'identify', 'page', 'screen', 'group'].map((type) => ({
      type: 'automatic',
      subscribe: `type = "${type}"`
    }))
    const definition = { name: 'Full', mode: 'cloud', presets, actions: {} }
    fs.writeFileSync(path.join(full, 'index.ts'), `export default ${JSON.stringify(definition)}`)
    const { stderr, code } = await runBin(['generate', 'action', 'addItem', 'server', '-d', full])
    expect(stderr).toContain('The presets of full take all calls: make room for the new action among them first.')
    expect(code).toBe(1)
    expect(fs.readdirSync(full)).toEqual(['index.ts'])
  })
})

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Parser } from '@oclif/core'
import { check } from 'prettier'
import { outdated } from '../../generate/generated-file'
import { generateMetadata } from '../../generate/metadata'
import { generateTypes } from '../../generate/types'
import { STYLE } from '../../generate/generated-file'
import type { Template } from '../../init/kinds'
import { newAction } from '../../init/new-action'
import { newDestination } from '../../init/new-destination'
import { writeReliabilityTables } from '../../init/reliability-page'
import { loadDefinition, projectRoot } from '../../places'
import type { Place } from '../../places'
import { validate } from '../../validate/validate'
import { GenerateAction } from '../generate/action'
import { Init } from '../init'
import { runBin } from './bin'

const mockTables = 'docs/fault-tables.md'

// scripts/try-init.js runs the programs that these start, and lint and the compiler, on what init makes.
jest.mock('../../init/own-tests', () => ({
  runTests: (folder: string) => {
    mockSnapshot(folder)
    return { passed: true, said: '' }
  }
}))
jest.mock('../../init/reliability-page', () => ({
  writeReliabilityTables: jest.fn((folder: string) => `${folder}/${mockTables}`)
}))
// Jest loads modules by itself, so it is jest that must forget them.
jest.mock('../../places', () => ({
  ...jest.requireActual<object>('../../places'),
  forget: () => jest.resetModules()
}))

const cloud = 'packages/destination-actions/src/destinations'
const device = 'packages/browser-destinations/destinations'

/** Writes the snapshot file that a cloud-mode destination's tests would write. `validate` doesn't read its content. */
function mockSnapshot(folder: string) {
  const tests = path.join(folder, '__tests__')
  if (!fs.existsSync(path.join(tests, 'snapshot.test.ts'))) return
  fs.mkdirSync(path.join(tests, '__snapshots__'), { recursive: true })
  fs.writeFileSync(path.join(tests, '__snapshots__/snapshot.test.ts.snap'), '')
}

/** A project with the files that init changes or reads, and the packages of this one. */
function project(): string {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'init-'))
  for (const file of [
    'package-lock.json',
    'packages/destination-actions/src/index.ts',
    'packages/destination-actions/src/lib/test-data.ts',
    'packages/vendors/src'
  ]) {
    fs.cpSync(path.join(projectRoot, file), path.join(root, file), { recursive: true })
  }
  fs.mkdirSync(path.join(root, 'docs'))
  fs.mkdirSync(path.join(root, 'node_modules/@segment'), { recursive: true })
  for (const entry of ['@segment/actions-core', '@segment/browser-destination-runtime', 'tslib']) {
    fs.symlinkSync(path.join(projectRoot, 'node_modules', entry), path.join(root, 'node_modules', entry), 'junction')
  }
  return root
}

const root = project()
afterAll(() => fs.rmSync(root, { recursive: true }))

const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')

/** Every file of the project but those of packages, with its content. */
function everyFile(): Record<string, string> {
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' })
  const own = files.filter((file) => !file.startsWith('node_modules') && fs.statSync(path.join(root, file)).isFile())
  return Object.fromEntries(own.map((file) => [file, read(file)]))
}

async function expectNothingToMend(place: Place) {
  const definition = loadDefinition(place)
  expect(await validate(place)).toEqual([])
  expect(outdated([...(await generateTypes(place, definition)), generateMetadata(place, definition)])).toEqual([])
}

function expectFormatted(files: { path: string; text: string }[]) {
  const others = files.filter(({ path: file, text }) => !check(text, { ...STYLE, filepath: file }))
  // npm writes its lockfile in its own way.
  expect(others.map(({ path: file }) => path.basename(file)).filter((name) => name !== 'package-lock.json')).toEqual([])
}

describe('a new destination', () => {
  it.each<[Template, name: string, folder: string, vendor: string, variable: string]>([
    ['custom-auth', 'Acme Mail', 'acme-mail', 'acme-mail', 'acmeMail'],
    ['basic-auth', "L'Oréal", 'loreal', 'loreal', 'lOreal'],
    ['custom-auth', '3M Mail', '3m-mail', '3m-mail', 'vendor3MMail'],
    ['browser', 'Acme Mail', 'acme-mail-web', 'acme-mail', 'acmeMail'],
    ['browser', "1plusx d'Été", '1plusx-dete-web', '1plusx-dete', 'vendor1plusxDEte'],
    ['browser', 'Origin', 'origin-web', 'origin', 'vendorOrigin']
  ])(
    'from the template %s, for %s, passes validate and the generators',
    async (template, name, folder, vendor, variable) => {
      const { place, files, written } = await newDestination(name, template, { root })
      const suffix = template === 'browser' ? ' Web' : ''
      const parent = template === 'browser' ? device : cloud

      expect(place.folder).toBe(path.join(root, parent, folder))
      expect(JSON.parse(read(`${parent}/${folder}/metadata.json`))).toMatchObject({
        name: `${name}${suffix} (Actions)`
      })
      await expectNothingToMend(place)
      expectFormatted(files)
      const changed =
        template === 'browser' ? ['package-lock.json'] : ['packages/destination-actions/src/index.ts', mockTables]
      expect(written.changed).toEqual(expect.arrayContaining(changed.map((file) => path.join(root, file))))
      expect(written.made).toContain(path.join(root, `docs/${folder}.md`))
      expect(written.made.filter((file) => written.changed.includes(file))).toEqual([])
      expect(written.snapshots).toBe(template === 'browser' ? 0 : 1)
      expect(read(`docs/${folder}.md`)).toContain('### Open assumptions\n\n- ')
      expect(read(`packages/vendors/src/${vendor}/index.ts`)).toContain(`export const ${variable}: Vendor<`)
      expect(read('packages/vendors/src/index.ts')).toContain(`import { ${variable} } from './${vendor}'`)
    }
  )

  it('of both modes is one vendor', () => {
    const text = read('packages/vendors/src/acme-mail/index.ts')

    expect(text).toContain("'acme-mail': { catalog, reviewerNotes },")
    expect(text).toContain("'acme-mail-web': { catalog: webCatalog, ")
    expect(text).toContain("host: 'cdn.acme-mail.example'")
    expect(read('packages/vendors/src/index.ts').match(/acmeMail/g)).toHaveLength(2)
  })

  it('joins a vendor that was written by hand', async () => {
    await newDestination('Wigzo', 'browser', { root })
    const text = read('packages/vendors/src/wigzo/index.ts')

    expect(text).toContain("'wigzo-web': { catalog: webCatalog, ")
    expect(text).toContain("host: 'cdn.wigzo.example'")
  })

  it('in cloud mode is in the manifest, and in the tables of its faults', async () => {
    expect(read('packages/destination-actions/src/index.ts')).toContain("'3m-mail': vendor3MMail")
    expect(read('packages/destination-actions/src/index.ts')).not.toContain('origin')
    expect(writeReliabilityTables).toHaveBeenCalledTimes(3)
    expect(writeReliabilityTables).toHaveBeenCalledWith(root)
  })

  it('in device mode is a package of the project, as npm install would make it', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> }
    const name = '@segment/analytics-browser-actions-origin-web'

    expect(packages[`node_modules/${name}`]).toEqual({ resolved: `${device}/origin-web`, link: true })
    expect(packages[`${device}/origin-web`]).toEqual({
      name,
      version: '1.0.0',
      license: 'MIT',
      dependencies: { '@segment/actions-core': '^3.170.0', '@segment/browser-destination-runtime': '^1.6.0' },
      peerDependencies: { '@segment/analytics-next': '>=1.55.0' }
    })
    expect(Object.keys(packages)).toEqual(Object.keys(packages).sort((a, b) => a.localeCompare(b, 'en')))
    expect(fs.realpathSync(path.join(root, 'node_modules', name))).toBe(path.join(root, device, 'origin-web'))
  })

  it('in a folder of your own is made alone', async () => {
    const directory = path.join(root, 'packages/other/src/destinations')
    const { files, isListed } = await newDestination('Globex', 'custom-auth', { directory, root })

    expect(isListed).toBe(false)
    expect(files.filter((file) => !file.path.startsWith(directory))).toEqual([])
  })
})

describe('a new action', () => {
  it.each([
    ['server', `${cloud}/acme-mail`],
    ['browser', `${device}/acme-mail-web`]
  ] as const)(
    'for a %s passes validate and the generators, with a preset of calls that no other takes',
    async (type, folder) => {
      const { place, call, files } = await newAction('add-item', type, path.join(root, folder))

      expect(call).toBe('identify')
      expect(files.map((file) => path.relative(place.source, file.path))).toContain('addItem/generated-types.ts')
      await expectNothingToMend(place)
      expectFormatted(files)
    }
  )
})

describe('what cannot be made', () => {
  it.each<[name: string, template: Template, directory: string | undefined, message: string]>([
    ['3M Mail', 'custom-auth', undefined, 'destinations/3m-mail already exists.'],
    ['Origin', 'custom-auth', undefined, 'packages/vendors/src/origin already exists.'],
    ['a/../b', 'custom-auth', undefined, `"a/../b" can't be a vendor's name because of "/". Leave it out.`],
    ['Acme', 'custom-auth', '/tmp/src/destinations', '/tmp/src/destinations is outside of '],
    [
      'Acme',
      'browser',
      'packages/cli',
      "packages/cli can't hold device-mode destinations: its path must end in browser-destinations/destinations."
    ]
  ])('is refused before anything is written: %s from %s in %s', async (name, template, directory, message) => {
    const before = everyFile()
    const options = directory?.startsWith('packages') ? { directory } : { directory, root }

    await expect(newDestination(name, template, options)).rejects.toThrow(message)
    expect(everyFile()).toEqual(before)
    expect(fs.existsSync('/tmp/src/destinations')).toBe(false)
  })

  it('is a destination whose page is there already', async () => {
    fs.writeFileSync(path.join(root, 'docs/initech.md'), '# Initech')

    await expect(newDestination('Initech', 'custom-auth', { root })).rejects.toThrow('docs/initech.md already exists.')
    expect(fs.existsSync(path.join(root, cloud, 'initech'))).toBe(false)
    expect(read('packages/vendors/src/index.ts')).not.toContain('initech')
  })

  it.each([
    ['addItem', 'browser', 'refersion is a cloud-mode destination: its actions are for server.'],
    ['createAffiliate', 'server', 'index.ts already has something called createAffiliate.'],
    ['delete', 'server', `"delete" can't be an action's name`]
  ] as const)('is the action %s of refersion for a %s', async (name, type, message) => {
    const refersion = path.join(projectRoot, cloud, 'refersion')

    await expect(newAction(name, type, refersion)).rejects.toThrow(message)
    expect(fs.existsSync(path.join(refersion, 'addItem'))).toBe(false)
  })

  it('is an action where there is no destination', async () => {
    await expect(newAction('addItem', 'server', 'no/such')).rejects.toThrow("no/such is not a destination's folder.")
  })

  it('is an action for which no call is left', async () => {
    const full = path.join(root, cloud, 'full')
    fs.mkdirSync(full, { recursive: true })
    const presets = ['track', 'identify', 'page', 'screen', 'group'].map((type) => ({
      type: 'automatic',
      subscribe: `type = "${type}"`
    }))
    const definition = { name: 'Full', mode: 'cloud', presets, actions: {} }
    fs.writeFileSync(path.join(full, 'index.ts'), `export default ${JSON.stringify(definition)}`)

    await expect(newAction('addItem', 'server', full)).rejects.toThrow(
      'The presets of full take all calls. Change one of them first, so that a call is left for the new action.'
    )
    expect(fs.readdirSync(full)).toEqual(['index.ts'])
  })
})

describe('the commands', () => {
  it.each([
    [['Acme', '--template', 'oauth2-auth'], 'Expected --template=oauth2-auth to be one of:'],
    [['Acme'], 'Missing required flag template']
  ])('init refuses %j', async (args, message) => {
    await expect(Parser.parse(args, { args: Init.args, flags: Init.flags })).rejects.toThrow(message)
  })

  it('generate:action refuses to go without a folder', async () => {
    const parsing = Parser.parse(['addItem', 'server'], { args: GenerateAction.args, flags: GenerateAction.flags })
    await expect(parsing).rejects.toThrow('Missing required flag directory')
  })

  it('say in one line what is wrong, and exit with 1', async () => {
    expect(await runBin(['init', 'Refersion', '--template', 'custom-auth'])).toEqual({
      stdout: '',
      stderr: expect.stringMatching(/^\S*destinations\/refersion already exists\.$/m),
      code: 1
    })
  })
})

/** Builds the package in `dist`, from which it can be packed and published. */
import fs from 'node:fs'
import path from 'node:path'
import { writeManifest } from '@partner-destinations/cli/manifest'
import cli from '@partner-destinations/cli/package.json'
import manifest from '../package.json'
import { bundlePrograms, projectRoot, writeDemoPage } from './bundle'
import { describeToOclif, requireDecisions } from './entry'
import { licensesOf } from './licenses'

const folder = path.join(__dirname, '../dist')

/** What comes along as it is, at the place that it has in the project. */
const broughtAlong = [
  'packages/answers/src/record/jest-setup.js',
  'packages/browser-destinations/destinations',
  'packages/destination-actions/src/destinations',
  'packages/tester/dist',
  ...scriptsOfVendors('packages/vendors/src')
]

/** What only serves the development of what comes along: folders, and in cloud mode a description of a megabyte. */
const forDevelopment = /[/\\](__tests__|__helpers__|dist|node_modules|destination-actions[/\\].*[/\\]metadata\.json)$/

async function main(): Promise<void> {
  requireDecisions(commandsOf(path.join(projectRoot, 'packages/cli/src/commands')))
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder)
  const { name, version, description, license, engines, dependencies } = manifest
  const metafile = await bundlePrograms(folder, Object.keys(dependencies))
  await writeDemoPage(folder)
  for (const file of broughtAlong) copy(path.join(projectRoot, file), path.join(folder, file))
  copy(path.join(projectRoot, 'LICENSE'), path.join(folder, 'LICENSE'))
  copy(path.join(projectRoot, 'scripts/check-node.js'), path.join(folder, 'check-node.js'))
  for (const file of ['README.md', 'bin']) copy(path.join(__dirname, '..', file), path.join(folder, file))
  fs.writeFileSync(path.join(folder, 'third-party-licenses.txt'), licensesOf(metafile))
  const bin = { [cli.oclif.bin]: 'bin/partner-destinations.js' }
  const files = fs.readdirSync(folder)
  writeJson('package.json', { name, version, description, license, bin, files, engines, dependencies })

  // As in the project, oclif's root is the package of the commands.
  const root = path.join(folder, 'packages/cli')
  writeJson('packages/cli/package.json', { name, version, oclif: describeToOclif(cli.oclif, '../../main.js') })
  await writeManifest(root)
}

/** The ids of the commands that a folder has. */
function commandsOf(commands: string): string[] {
  const files = fs.readdirSync(commands, { recursive: true, encoding: 'utf8' })
  const own = files.filter((file) => file.endsWith('.ts') && !file.includes('__tests__'))
  return own.map((file) => file.slice(0, -'.ts'.length).split(path.sep).join(':'))
}

/** The scripts that stand in for a vendor's own on a page. */
function scriptsOfVendors(vendors: string): string[] {
  const files = fs.readdirSync(path.join(projectRoot, vendors), { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.js')).map((file) => path.join(vendors, file))
}

function copy(from: string, to: string): void {
  const filter = (file: string) => file === from || !forDevelopment.test(file)
  fs.cpSync(from, to, { recursive: true, filter })
}

function writeJson(file: string, value: object): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), `${JSON.stringify(value, null, 2)}\n`)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})

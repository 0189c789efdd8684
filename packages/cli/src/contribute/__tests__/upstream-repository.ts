import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { DefinitionOfEitherMode } from '../../definition'
import type { Publication } from '../../publication'

const template = `_What this changes, and why._

## Testing

_What was tested._

- [ ] Added [unit tests](https://example.com) for new functionality
- [ ] Tested end-to-end using the local server

## Security Review

- [ ] Reviewed: secrets use \`type: 'password'\`

## New Destination Checklist

- [ ] Extracted all action API versions to a file
`

/** Folders that are removed after the tests of a file. */
const folders: string[] = []
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })))

export function temporaryFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contribute-')))
  folders.push(folder)
  return folder
}

export function write(folder: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), content)
  }
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** A small repository that is laid out like upstream, with one commit on main and nothing uncommitted. */
export function upstreamRepository(files: Record<string, string> = {}): string {
  const folder = temporaryFolder()
  git(folder, 'init', '--quiet', '--initial-branch', 'main')
  for (const [key, value] of [
    ['user.name', 'Jane Kim'],
    ['user.email', 'jane.kim@example.com'],
    ['commit.gpgsign', 'false'],
    ['core.hooksPath', '.hooks']
  ]) {
    git(folder, 'config', key, value)
  }
  write(folder, {
    'package.json': '{ "name": "action-destinations" }\n',
    '.gitignore': 'node_modules\n',
    '.github/PULL_REQUEST_TEMPLATE.md': template,
    'packages/destination-actions/package.json': '{}\n',
    'packages/destination-actions/src/destinations/index.ts': 'export {}\n',
    'packages/browser-destinations/package.json': '{}\n',
    'packages/browser-destinations/destinations/other-web/package.json': '{}\n',
    ...files
  })
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '-m', 'Release')
  return folder
}

/** What tells whether a repository is as it was: its branches, what is checked out, and what is not committed. */
export function state(folder: string): string {
  return [git(folder, 'branch', '--verbose'), git(folder, 'status', '--porcelain', '--ignored')].join('\n')
}

export const definition: DefinitionOfEitherMode = {
  name: 'Acme (Actions)',
  slug: 'actions-acme',
  mode: 'cloud',
  description: 'Send leads to Acme.',
  authentication: {
    scheme: 'custom',
    fields: { apiKey: { label: 'API Key', description: 'Your key.', type: 'password', required: true } }
  },
  actions: {
    addLead: {
      title: 'Add Lead',
      description: 'Add a lead.',
      defaultSubscription: 'type = "identify" || type = "track"',
      fields: {}
    }
  },
  presets: [{ name: 'Add Lead', type: 'automatic', subscribe: 'type = "identify"', partnerAction: 'addLead' }]
}

/** A made-up destination with the given files, ready to be contributed. */
export function publication(files: Record<string, string>, changes: Partial<Publication> = {}): Publication {
  const folder = temporaryFolder()
  write(folder, files)
  return {
    place: { name: 'acme', folder, source: folder, mode: 'cloud' },
    path: 'packages/destination-actions/src/destinations/acme',
    definition,
    slug: 'actions-acme',
    shortName: 'Acme',
    vendorName: 'Acme',
    settings: definition.authentication?.fields ?? {},
    openAssumptions: ['Keys last for ever.'],
    ...changes
  }
}

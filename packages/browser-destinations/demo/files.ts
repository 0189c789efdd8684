import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleDestination, bundlePage } from '../scripts/bundle'
import { demoDestinations, destinationFolders } from './destinations'

/** A file of the demo page, made anew each time that it is asked for: a reload shows a saved change. */
interface DemoFile {
  type: string
  text: () => Promise<string>
}

const page = (name: string) => path.join(__dirname, name)
const script = 'text/javascript; charset=utf-8'

/** The files of the demo page by their names; the page itself has none. Their addresses are relative to one folder. */
export const demoFiles: ReadonlyMap<string, DemoFile> = new Map<string, DemoFile>([
  ['', { type: 'text/html; charset=utf-8', text: () => readFile(page('page.html'), 'utf8') }],
  ['page.js', { type: script, text: () => bundlePage(page('page.ts')) }],
  ['service-worker.js', { type: script, text: () => readFile(page('service-worker.js'), 'utf8') }],
  ['destinations.json', { type: 'application/json', text: async () => JSON.stringify(demoDestinations()) }],
  ...destinationFolders().map(
    (folder) => [`${folder}.js`, { type: script, text: () => bundleDestination(folder) }] as const
  )
])

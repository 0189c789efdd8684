import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A destination for tests of what the three do not do: dynamic fields, a batch call, plain HTTP, dying and never ending. */
const source = `
export default {
  name: 'Probe (Actions)',
  slug: 'actions-probe',
  mode: 'cloud',
  authentication: { scheme: 'custom', fields: { url: { label: 'URL', description: 'Where to send', type: 'string' } } },
  onDelete: async (request: any, { settings, payload }: any) => request(settings.url, { method: 'post', json: payload }),
  actions: {
    send: {
      title: 'Send',
      description: 'FIRST',
      fields: {
        text: { label: 'Text', description: 'Text', type: 'string', required: true, dynamic: true, default: { '@path': '$.text' } }
      },
      dynamicFields: { text: async () => ({ choices: [{ label: 'One', value: 'one' }], nextPage: '' }) },
      perform: (request: any, { settings, payload }: any) => request(settings.url, { method: 'post', json: payload }),
      performBatch: (request: any, { settings, payload }: any) => request(settings.url, { method: 'post', json: payload })
    },
    loop: {
      title: 'Loop',
      description: 'Writes the id of its process to a file, and never ends',
      fields: {},
      perform: (_request: any, { settings }: any) => {
        require('node:fs').writeFileSync(settings.url, String(process.pid))
        for (;;);
      }
    },
    die: { title: 'Die', description: 'Ends the process', fields: {}, perform: () => process.exit(3) }
  }
}
`

/** A folder of destinations with one in it, \`probe\`, that a test can change. */
export class ProbeDirectory {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'destinations-'))
  private readonly file = path.join(this.path, 'probe', 'index.ts')

  constructor() {
    fs.mkdirSync(path.dirname(this.file))
    this.write('FIRST')
  }

  /** Saves the destination with another description of its action. */
  write(description: string): void {
    fs.writeFileSync(this.file, source.replace('FIRST', description))
  }

  /** Saves a file that cannot be loaded. */
  break(): void {
    fs.writeFileSync(this.file, 'export default {')
  }

  /** Saves a file of any destination, such as `acme/index.ts`. */
  save(file: string, content: string): void {
    const full = path.join(this.path, file)
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, content)
  }

  /** Deletes the folder of a destination. */
  delete(folder: string): void {
    fs.rmSync(path.join(this.path, folder), { recursive: true })
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true })
  }
}

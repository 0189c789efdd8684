import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { projectRoot } from './serve-process'

/** A copy of this project's cloud-mode destinations that a benchmark may change. */
export class DestinationsCopy {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-'))
  /** The folder of the destinations, for `serve --directory`. */
  readonly path = path.join(this.folder, 'destinations')

  constructor() {
    fs.cpSync(path.join(projectRoot, 'packages/destination-actions/src/destinations'), this.path, { recursive: true })
    fs.symlinkSync(path.join(projectRoot, 'node_modules'), path.join(this.folder, 'node_modules'))
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true })
  }
}

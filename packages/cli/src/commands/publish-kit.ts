import fs from 'node:fs'
import path from 'node:path'
import { Args, Flags } from '@oclif/core'
import { BadInputError, readTextFile } from '../json-input'
import { shortPath } from '../places'
import { findPublication } from '../publication'
import { vendorEntries } from '../publish-kit/vendors'
import { PlainErrorCommand } from './plain-error-command'

export class PublishKit extends PlainErrorCommand {
  static readonly summary = 'Write what Segment asks for to list a destination in its catalog, and check it.'

  static readonly description = `Writes the documentation page, the catalog entry, places for a logo and a mark, and a checklist of what is missing.
A logo.svg and a mark.svg that are in the folder already are kept, and checked.
Exits with 1 when something breaks a rule; what is to be filled in does not.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> refersion --acknowledge-assumptions',
    '<%= config.bin %> <%= command.id %> wigzo --out ../wigzo-kit'
  ]

  static readonly args = {
    vendor: Args.string({ required: true, description: 'folder of the destination, such as refersion or wishpond-web' })
  }

  static readonly flags = {
    out: Flags.string({ description: 'folder to write to; dist/publish-kit/<vendor> unless given' }),
    'acknowledge-assumptions': Flags.boolean({ description: 'go on although assumptions about the vendor are open' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PublishKit)
    const publication = await findPublication(args.vendor, flags['acknowledge-assumptions'])
    const entry = vendorEntries[args.vendor]
    if (entry === undefined) {
      throw new BadInputError(`packages/cli/src/publish-kit/vendors has nothing about ${args.vendor}.`)
    }
    const { makeKit } = module.require('../publish-kit/kit') as typeof import('../publish-kit/kit')
    const folder = path.resolve(flags.out ?? path.join('dist/publish-kit', args.vendor))
    const { files, findings, missing } = makeKit(publication, entry, {
      logo: readIfThere(path.join(folder, 'logo.svg')),
      mark: readIfThere(path.join(folder, 'mark.svg'))
    })
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, content)
      this.log(shortPath(file))
    }
    for (const what of missing) this.log(`Missing. ${what}`)
    for (const finding of findings) this.logToStderr(`Breaks a rule. ${finding}`)
    if (findings.length > 0) this.exit(1)
  }
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? readTextFile(file) : undefined
}

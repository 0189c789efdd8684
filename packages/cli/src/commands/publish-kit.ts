import fs from 'node:fs'
import path from 'node:path'
import { Args, Flags } from '@oclif/core'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import { destinationFacts } from '@partner-destinations/vendors'
import { shortPath } from '../places'
import { findPublication } from '../publication'
import { makeKit } from '../publish-kit/kit'
import { isRegistrationId } from '../publish-kit/page-checks'
import { PlainErrorCommand } from '../plain-error-command'

export class PublishKit extends PlainErrorCommand {
  static readonly summary = 'Write what Segment asks for to list a destination in its catalog, and check it.'

  static readonly description = `Writes a checklist with the steps, a mail to Segment, the documentation page, the catalog entry, and placeholders for a logo and a mark.
A logo.svg and a mark.svg that are in the folder already are kept, and checked.
Exits with 1 if something breaks a rule. What is still to be filled in breaks none.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> refersion --acknowledge-assumptions',
    '<%= config.bin %> <%= command.id %> wigzo --out ../wigzo-kit'
  ]

  static readonly args = {
    vendor: Args.string({ required: true, description: 'folder of the destination, such as refersion or wishpond-web' })
  }

  static readonly flags = {
    id: Flags.string({ description: 'registration id that Segment gave: 24 characters, each 0-9 or a-f' }),
    out: Flags.string({ description: 'folder to write to; dist/publish-kit/<vendor> unless given' }),
    'acknowledge-assumptions': Flags.boolean({ description: 'go on although assumptions about the vendor are open' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PublishKit)
    const publication = await findPublication(args.vendor, flags['acknowledge-assumptions'])
    const entry = destinationFacts[args.vendor]?.catalog
    if (entry === undefined) {
      throw new BadInputError(
        `There are no catalog facts for ${args.vendor}. Add them in packages/vendors/src/<vendor>/catalog-facts.ts.`
      )
    }
    const { id } = flags
    if (id !== undefined && !isRegistrationId(id)) {
      throw new BadInputError(`The id ${id} is none of Segment's: those have 24 characters, each 0-9 or a-f.`)
    }
    const folder = path.resolve(flags.out ?? path.join('dist/publish-kit', args.vendor))
    const images = {
      logo: readIfThere(path.join(folder, 'logo.svg')),
      mark: readIfThere(path.join(folder, 'mark.svg'))
    }
    const { files, findings, missing } = makeKit(publication, entry, images, id)
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

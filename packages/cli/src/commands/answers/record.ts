import { Args, Flags } from '@oclif/core'
import { exampleDestination, PlainErrorCommand } from '../../command'
import { recordInto } from '../../answers/record-into'

export class AnswersRecord extends PlainErrorCommand {
  static readonly summary = 'Write the answers that the tests of a destination give, as canned answers for serve.'

  static readonly description =
    'The tests are run with the jest that is installed for them. Only answers of nock interceptors can be recorded.'

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> packages/destination-actions/src/destinations/${exampleDestination}/*/__tests__/*.test.ts`
  ]

  static readonly args = {
    test: Args.string({ required: true, multiple: true, description: 'test files of one destination' })
  }

  static readonly flags = {
    answers: Flags.string({ description: 'folder for the file with the answers', default: 'answers' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AnswersRecord)
    const { file, answers, failures } = recordInto(flags.answers, args.test)
    this.log(`Wrote ${answers} answers to ${file}.`)
    if (failures === undefined) return
    this.logToStderr(`${failures.trim()}\n\nSome tests failed, so answers may be missing.`)
    this.exit(1)
  }
}

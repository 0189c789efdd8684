import { Command } from '@oclif/core'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { BadInputError } from '@partner-destinations/server/json-input'

/** A command that answers input that is not what it should be with one line that says so, and exit code 1. */
export abstract class PlainErrorCommand extends Command {
  protected async catch(error: Error): Promise<unknown> {
    if (!(error instanceof BadInputError || error instanceof BadCallError)) return super.catch(error)
    this.logToStderr(error.message)
    // `exit` would end the process at once, and cut off what a pipe has not taken yet of a long message.
    process.exitCode = 1
    return undefined
  }
}

import { Command } from '@oclif/core'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { BadInputError } from '@partner-destinations/server/json-input'
import { vendorNames } from '@partner-destinations/vendors'
import { usageError } from './usage-errors'

/** The destination in the examples of help. */
export const [exampleDestination] = vendorNames

/** How help describes the argument `destination`. It is the same in every command. */
export const destinationDescription = `name of the destination's folder, such as ${exampleDestination}`

/** The exit code when options or arguments are wrong, as oclif has it. */
const wrongUsage = 2

/** A command that answers bad input in words that say what is wrong, with exit code 1, or 2 for options and arguments. */
export abstract class PlainErrorCommand extends Command {
  protected async catch(error: Error): Promise<unknown> {
    const isBadInput = error instanceof BadInputError || error instanceof BadCallError
    const { id = '', args, flags } = this.ctor
    const message = isBadInput ? error.message : usageError(error, { id, args, flags, config: this.config })
    if (message === undefined) return super.catch(error)
    this.logToStderr(message)
    // `exit` would end the process at once, and cut off what a pipe has not taken yet of a long message.
    process.exitCode = isBadInput ? 1 : wrongUsage
    return undefined
  }
}

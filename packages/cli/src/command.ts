import { Command } from '@oclif/core'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { BadInputError } from '@partner-destinations/server/json-input'
import { vendorNames } from '@partner-destinations/vendors'

/** The destination in the examples of help. */
export const [exampleDestination] = vendorNames

/** How help describes the argument `destination`. It is the same in every command. */
export const destinationDescription = `name of the destination's folder, such as ${exampleDestination}`

/** A command that answers bad input with a line that says what is wrong, and with exit code 1. */
export abstract class PlainErrorCommand extends Command {
  protected async catch(error: Error): Promise<unknown> {
    if (!(error instanceof BadInputError || error instanceof BadCallError)) return super.catch(error)
    this.logToStderr(error.message)
    // `exit` would end the process at once, and cut off the part of a long message that a pipe hasn't read yet.
    process.exitCode = 1
    return undefined
  }
}

import fs from 'node:fs'
import path from 'node:path'
import { createFunction, creationBody, FunctionError, makeFunction } from '@partner-destinations/functions'
import type { DestinationFunction } from '@partner-destinations/functions'
import { BadInputError } from '@partner-destinations/server/json-input'
import { packageRoot, programIn } from '../load-options'
import { shortPath } from '../places'
import { describeFunction } from './describe-function'
import { exportedParts } from './exported-parts'

/** The variable of the environment with a token of the workspace, as Segment's documentation of the Public API calls it. */
export const tokenVariable = 'PUBLIC_API_TOKEN'

/** What somebody asks for. */
export interface ExportOptions {
  destination: string
  config?: string
  batch: boolean
  out?: string
  create: boolean
  api: string
}

/**
 * Writes a destination as a function, and creates it in a workspace if asked to.
 * @param log prints a text
 * @throws BadInputError if no such function can be made, written or created
 */
export async function exportFunction(options: ExportOptions, log: (text: string) => void): Promise<void> {
  const { destination, batch, create, api } = options
  const token = create ? tokenOf(process.env) : ''
  const out = path.resolve(options.out ?? `${destination}-function.js`)
  try {
    const { deviceOnly, ...parts } = exportedParts(destination, options.config)
    const made = await makeFunction({ ...parts, withBatch: batch, command: commandOf(options) })
    const { code, request } = write(made, out)
    log(describeFunction(made, { code, request, api, tokenVariable, deviceOnly }))
    if (!create) return
    log(`\nCreating the function ${made.displayName} with ${new URL(api).host} …`)
    const id = await createFunction(creationBody(made), { api, token })
    log(`Created ${id}. Now connect it: in Segment, open Connections > Catalog > Functions, and choose it.`)
  } catch (error) {
    if (error instanceof FunctionError) throw new BadInputError(error.message)
    throw error
  }
}

/** @throws BadInputError if there is none */
function tokenOf({ [tokenVariable]: token }: NodeJS.ProcessEnv): string {
  if (token) return token
  throw new BadInputError(
    `--create needs a token of your workspace in the variable ${tokenVariable}. A workspace owner makes one in Segment, under Settings > Workspace settings > Access Management > Tokens.`
  )
}

/** The command that makes the same file again. */
function commandOf({ destination, config, batch, out }: ExportOptions): string {
  const flags = [
    ...(config ? [`--config ${config}`] : []),
    ...(batch ? ['--batch'] : []),
    ...(out ? [`--out ${out}`] : [])
  ]
  return [programIn(packageRoot), 'export function', destination, ...flags].join(' ')
}

/** @returns the paths of both files, from the working directory */
function write(made: DestinationFunction, out: string): { code: string; request: string } {
  const request = out.replace(/(\.js)?$/, '.request.json')
  try {
    fs.writeFileSync(out, made.code)
    fs.writeFileSync(request, `${JSON.stringify(creationBody(made), null, 2)}\n`)
  } catch (error) {
    throw new BadInputError(`The function can't be written: ${(error as Error).message}.`)
  }
  return { code: shortPath(out), request: shortPath(request) }
}

import type { DestinationFunction, FunctionSetting } from '@partner-destinations/functions'
import { table } from '../deliver/describe-config'

/** Where a function was written, and how it can be created. */
export interface WrittenFunction {
  /** The file with the code. */
  code: string
  /** The file with the body of the request that creates it. */
  request: string
  /** The address of the Public API. */
  api: string
  tokenVariable: string
  /** The names of the presets that it can't have. */
  deviceOnly: string[]
}

const kilobyte = 1000

/** Says what was written, and what to do with it in Segment. */
export function describeFunction(
  { displayName, code, settings, handlers, notes }: DestinationFunction,
  { code: file, request, api, tokenVariable, deviceOnly }: WrittenFunction
): string {
  return [
    `Wrote ${displayName} to ${file} (${Math.round(Buffer.byteLength(code) / kilobyte)} kB), with ${handlers.join(
      ', '
    )}.`,
    ...(deviceOnly.length > 0 ? [`Left out, because they run in the browser only: ${deviceOnly.join(', ')}.`] : []),
    ...notes,
    '',
    settings.length > 0 ? 'Settings to declare in Segment' : 'It has no settings to declare.',
    ...table(settings.map(rowOf)),
    '',
    'To create it, paste the file into Connections > Catalog > Functions > New Function, or send this request:',
    `  curl ${api}/functions -H "Authorization: Bearer $${tokenVariable}" -H "Content-Type: application/json" -d @${request}`
  ].join('\n')
}

function rowOf({ name, label, type, required, sensitive }: FunctionSetting): string[] {
  return [name, label, type, required ? 'required' : 'optional', sensitive ? 'secret' : '']
}

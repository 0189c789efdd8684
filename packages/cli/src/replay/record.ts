import { isUtf8 } from 'node:buffer'
import { recordProblem } from '@partner-destinations/delivery'
import { BadInputError, readJsonLine } from '@partner-destinations/server/json-input'
import type { JSONObject } from '@segment/actions-core'
import { maxRecordBytes } from './limits'

/** A record of a file: an event, or what is wrong with it. */
export type Record = {
  /** Its line, or its number in an array; from 1. */
  place: number
} & (
  | {
      event: JSONObject
      /** The same as JSON. */
      text: string
      /** As it stands in the file. */
      raw: Buffer
    }
  | {
      /** A sentence. */
      problem: string
      /** As it stands in the file; absent if there is nothing to correct. */
      raw?: Buffer
    }
)

/**
 * An event in JSON, as it stands in a file.
 * @param what what to call it in an error, such as `The line`
 */
export function jsonRecord(what: string, place: number, raw: Buffer, isCut = false): Record {
  if (isCut) return { place, problem: `${what} is longer than ${maxRecordBytes / 1024} kB.`, raw }
  if (!isUtf8(raw)) return { place, problem: `${what} is not UTF-8.`, raw }
  const text = raw.toString()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { place, problem: whyUnreadable(what, text), raw }
  }
  return eventRecord(place, value, text, raw)
}

/** An event that was read, if it is one. */
export function eventRecord(place: number, value: unknown, text: string, raw: Buffer): Record {
  const problem = recordProblem(value, text)
  return problem === undefined ? { place, event: value as JSONObject, text, raw } : { place, problem, raw }
}

function whyUnreadable(what: string, text: string): string {
  try {
    readJsonLine(what, text)
  } catch (error) {
    if (error instanceof BadInputError) return error.message
  }
  return `${what} is not valid JSON.`
}

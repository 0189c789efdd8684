import { readCheckedFile } from '@partner-destinations/checked-file'
import { parse } from 'path-to-regexp'
import { z } from 'zod'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

const replyShape = {
  status: z.int().min(200).max(599).optional().describe('The status. Default: 200'),
  headers: z.record(z.string(), z.string()).optional().describe('The headers, such as content-type'),
  body: z.unknown().optional().describe('A text is sent as it is, anything else as JSON. Default: an empty object')
}

const reply = z.strictObject(replyShape)

const answer = z
  .strictObject({
    method: z.enum(METHODS).optional().describe('Default: any method'),
    host: z.string().optional().describe("The vendor's host. Default: any host"),
    path: z
      .string()
      .refine(isPattern, 'This must be a path such as /users/:id, where :id matches one part and *rest all others.')
      .describe('The path, without the query. :name matches one part, *name the rest'),
    ...replyShape,
    sequence: z.array(reply).min(1).optional().describe('One answer after the other. The last one is repeated'),
    collection: z
      .strictObject({
        id: z.string().optional().describe('The key that tells items apart. Default: id'),
        list: z.string().optional().describe('The key under which GET lists the items. Default: the list is the body')
      })
      .optional()
      .describe('POST adds the body, GET lists what was added, and GET of path/<id> answers one')
  })
  .refine(hasOneKind, 'An answer has either status, headers and body, or a sequence, or a collection.')
  .refine(({ method, collection }) => method === undefined || !collection, {
    path: ['method'],
    message: 'A collection answers to GET and POST, so it has no method.'
  })

/** What an answers file holds. */
export const answersFileSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors'),
  answers: z.array(answer)
})

/** An answer as a file has it. */
export type AnswerEntry = z.output<typeof answer>

/** What a vendor answers. */
export type Reply = z.output<typeof reply>

/**
 * Reads an answers file.
 * @throws CheckedFileError with every mistake, by line
 */
export function readAnswersFile(text: string, file: string): AnswerEntry[] {
  return readCheckedFile(text, file, answersFileSchema).answers
}

function isPattern(path: string): boolean {
  try {
    parse(path)
    return path.startsWith('/')
  } catch {
    return false
  }
}

function hasOneKind({
  status,
  headers,
  body,
  sequence,
  collection
}: Reply & { sequence?: unknown; collection?: unknown }) {
  const hasReply = [status, headers, body].some((part) => part !== undefined)
  return [hasReply, sequence !== undefined, collection !== undefined].filter(Boolean).length <= 1
}

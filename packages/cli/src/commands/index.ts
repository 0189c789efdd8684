import { Contribute } from './contribute'
import { GenerateMetadataPayload } from './generate-metadata-payload'
import { GenerateTypes } from './generate-types'
import { Send } from './send'
import { Serve } from './serve'

/** The commands of `./bin/run`, by the names that people type. */
export const commands = {
  contribute: Contribute,
  'generate:metadata-payload': GenerateMetadataPayload,
  'generate:types': GenerateTypes,
  send: Send,
  serve: Serve
}

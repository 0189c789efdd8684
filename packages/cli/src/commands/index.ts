import { Contribute } from './contribute'
import { GenerateMetadataPayload } from './generate-metadata-payload'
import { GenerateTypes } from './generate-types'
import { PublishKit } from './publish-kit'
import { Send } from './send'
import { Serve } from './serve'
import { Validate } from './validate'

/** The commands of `./bin/run`, by the names that people type. */
export const commands = {
  contribute: Contribute,
  'generate:metadata-payload': GenerateMetadataPayload,
  'generate:types': GenerateTypes,
  'publish-kit': PublishKit,
  send: Send,
  serve: Serve,
  validate: Validate
}

import { Contribute } from './contribute'
import { GenerateAction } from './generate-action'
import { GenerateMetadataPayload } from './generate-metadata-payload'
import { GenerateTypes } from './generate-types'
import { Init } from './init'
import { PublishKit } from './publish-kit'
import { Send } from './send'
import { Serve } from './serve'
import { Validate } from './validate'

/** The commands of `./bin/run`, by the names that people type. */
export const commands = {
  contribute: Contribute,
  'generate:action': GenerateAction,
  'generate:metadata-payload': GenerateMetadataPayload,
  'generate:types': GenerateTypes,
  init: Init,
  'publish-kit': PublishKit,
  send: Send,
  serve: Serve,
  validate: Validate
}

import { Contribute } from './contribute'
import { GenerateAction } from './generate-action'
import { GenerateMetadataPayload } from './generate-metadata-payload'
import { GenerateTypes } from './generate-types'
import { Init } from './init'
import { PublishKit } from './publish-kit'
import { Send } from './send'
import { Serve } from './serve'
import { Validate } from './validate'

/**
 * The commands of `./bin/run`, by the names that people type. All are loaded for each of them: so a command imports what
 * takes long to load (the TypeScript compiler, prettier, the framework) only when it runs.
 */
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

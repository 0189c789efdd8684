import { Send } from './send'
import { Serve } from './serve'

/** The commands of `./bin/run`, by the names that people type. */
export const commands = { send: Send, serve: Serve }

import type { Start } from './destination-process'
import { useFrameworkOf } from './one-framework'

/** Imported for its effect, before anything that imports the framework. */
const { directory } = JSON.parse(process.argv[2]) as Start
useFrameworkOf(directory)

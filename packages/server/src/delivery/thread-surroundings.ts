import { workerData } from 'node:worker_threads'
import { useFrameworkOf } from '../one-framework'
import type { ThreadStart } from './thread-start'

/** Imported for its effect, before anything that imports the framework. */
const { directory } = workerData as ThreadStart
useFrameworkOf(directory)

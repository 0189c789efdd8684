import { useFrameworkOf } from '@partner-destinations/server/one-framework'
import type { Subject } from '../subject'

/** Imported for its effect, before anything that imports the framework. */
const { destinations } = JSON.parse(process.argv[2]) as Subject
useFrameworkOf(destinations)

// Comes first: what follows imports the framework.
import './use-vendor-server'
import { runThread } from '@partner-destinations/delivery/thread'
import { definitions } from './definitions'

/** A destination thread of the benchmark: its requests go to the server in the place of the vendors. */
runThread({ definition: (name) => definitions[name] })

// These come first. The destinations are TypeScript in the package too, and everything else imports the framework.
import 'tsx/cjs'
import './thread-surroundings'
import { workerData } from 'node:worker_threads'
import { runThread } from '@partner-destinations/delivery/thread'
import { GuardedAgent, installConnectionGuard } from '../connection-guard'
import { loadDestination } from '../destinations'
import { withoutMachinePaths } from '../machine-paths'
import type { ThreadStart } from './thread-start'

/** The thread in which delivery runs the destinations of a folder. */
const { directory, sandbox } = workerData as ThreadStart
if (sandbox) {
  installConnectionGuard({
    port: sandbox.port,
    log: (line) => process.stderr.write(`${withoutMachinePaths(line, directory)}\n`),
    // Deliveries are no calls: nobody is told of each request.
    outsideOfCalls: new GuardedAgent(sandbox)
  })
}
runThread({ definition: (name) => loadDestination(directory, name) })

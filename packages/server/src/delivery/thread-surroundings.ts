import { BroadcastChannel, workerData } from 'node:worker_threads'
import { useTransport } from '@partner-destinations/transport'
import { useFrameworkOf } from '../one-framework'
import type { ThreadStart } from './thread-start'

/** Imported for its effect, before anything that imports the framework. */
const { directory, sandbox, bypasses } = workerData as ThreadStart
const channel = new BroadcastChannel(bypasses)
channel.unref()
useFrameworkOf(directory)
useTransport({ sandbox, onBypass: (reason) => channel.postMessage(reason) })

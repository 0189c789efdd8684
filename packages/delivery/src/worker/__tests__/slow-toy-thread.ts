/** A thread that sends by the transport, and to which the name server takes long to answer. */
import dns from 'node:dns'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { workerData } from 'node:worker_threads'
import { useTransport } from '@partner-destinations/transport'

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

const { lookupMs } = workerData as { lookupMs: number }
const lookup = dns.lookup as unknown as (name: string, options: LookupOptions, found: Found) => void
const slowLookup: typeof lookup = (...asked) => void setTimeout(() => lookup(...asked), lookupMs)
Object.assign(dns, { lookup: slowLookup })
useTransport()

// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would come before the changes above
require('./toy-thread')

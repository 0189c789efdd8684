import tls from 'node:tls'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { workerData } from 'node:worker_threads'
import { useTransport } from '@partner-destinations/transport'
import type { VendorAddress } from '../events/vendor-server'

/** Imported for its effect, before anything that imports the framework: the transport reaches the vendors' server. */
const { port, cert } = workerData as VendorAddress

if (cert === undefined) {
  useTransport({ sandbox: { port, hosts: 'all' } })
} else {
  // For HTTPS the transport goes its usual way, to the vendor's own host.
  const connect = tls.connect as (options: ConnectionOptions) => TLSSocket
  const toServer = (options: ConnectionOptions) => connect({ ...options, host: '127.0.0.1', port, ca: cert })
  Object.assign(tls, { connect: toServer })
  useTransport()
}

export { useTransport } from './install'
export type { Transport, TransportOptions } from './install'
export type { SandboxOptions } from './sending/connections'

import type { Vendor } from '../vendor'
import { demoKeys } from './demo-keys'
import { samples } from './samples'
import { Wigzo } from './stand-in'
import type { WigzoState } from './stand-in'

export const wigzo: Vendor<WigzoState> = {
  standIn: { host: 'app.wigzo.com', create: () => new Wigzo() },
  demoSettings: demoKeys,
  secrets: [demoKeys.orgToken],
  samples
}

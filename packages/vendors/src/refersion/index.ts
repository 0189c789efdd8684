import type { Vendor } from '../vendor'
import { demoKeys } from './demo-keys'
import { samples } from './samples'
import { Refersion } from './stand-in'
import type { RefersionState } from './stand-in'

export const refersion: Vendor<RefersionState> = {
  standIn: { host: 'api.refersion.com', create: () => new Refersion() },
  demoSettings: { apiKey: `${demoKeys.publicKey}.${demoKeys.secretKey}` },
  secrets: [demoKeys.publicKey, demoKeys.secretKey],
  samples
}

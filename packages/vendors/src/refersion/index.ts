import type { Vendor } from '../vendor'
import { bench } from './bench'
import { catalog } from './catalog-facts'
import { demoKeys } from './demo-keys'
import { faults } from './faults'
import { fuzz } from './fuzz'
import { redelivery } from './redelivery'
import { reviewerNotes } from './reviewer-notes'
import { samples } from './samples'
import { Refersion } from './stand-in'
import type { RefersionState } from './stand-in'
import { withoutSource } from './without-source'

export const refersion: Vendor<RefersionState> = {
  name: 'Refersion',
  standIn: { host: 'api.refersion.com', create: () => new Refersion() },
  demoSettings: { apiKey: `${demoKeys.publicKey}.${demoKeys.secretKey}` },
  secrets: [demoKeys.publicKey, demoKeys.secretKey],
  samples,
  destinations: {
    refersion: { catalog, reviewerNotes, withoutSource }
  },
  faults,
  redelivery,
  fuzz,
  bench
}

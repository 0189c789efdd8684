import type { Vendor } from '../vendor'
import { bench } from './bench'
import { catalog } from './catalog-facts'
import { demoKeys } from './demo-keys'
import { faults } from './faults'
import { fuzz } from './fuzz'
import { redelivery } from './redelivery'
import { reviewerNotes } from './reviewer-notes'
import { samples } from './samples'
import { Wigzo } from './stand-in'
import type { WigzoState } from './stand-in'

export const wigzo: Vendor<WigzoState> = {
  name: 'Wigzo',
  standIn: { host: 'app.wigzo.com', create: () => new Wigzo() },
  demoSettings: demoKeys,
  secrets: [demoKeys.orgToken],
  samples,
  destinations: {
    wigzo: { catalog, reviewerNotes }
  },
  faults,
  redelivery,
  fuzz,
  bench
}

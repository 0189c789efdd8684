import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Vendor } from '../vendor'
import { bench } from './bench'
import { catalog, webCatalog } from './catalog-facts'
import { demoKeys } from './demo-keys'
import { faults } from './faults'
import { fuzz } from './fuzz'
import { rateLimit } from './rate-limit'
import { redelivery } from './redelivery'
import { reviewerNotes, webReviewerNotes } from './reviewer-notes'
import { samples } from './samples'
import { Wishpond } from './stand-in'
import type { WishpondState } from './stand-in'

export const wishpond: Vendor<WishpondState> = {
  name: 'Wishpond',
  standIn: {
    host: 'api.wishpond.com',
    scripts: {
      host: 'cdn.wishpond.net',
      files: { '/connect.js': readFileSync(join(__dirname, 'connect.js'), 'utf8') }
    },
    create: (now) => new Wishpond(now)
  },
  demoSettings: demoKeys,
  secrets: [demoKeys.trackingKey],
  samples,
  rateLimit,
  destinations: {
    wishpond: { catalog, reviewerNotes },
    'wishpond-web': { catalog: webCatalog, reviewerNotes: webReviewerNotes }
  },
  faults,
  redelivery,
  fuzz,
  bench
}

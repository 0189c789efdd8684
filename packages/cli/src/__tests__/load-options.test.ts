import path from 'node:path'
import { programIn } from '../load-options'

it.each([
  ['a checkout', '/home/ana/destinations/packages/cli', './bin/run'],
  ['a folder whose name only resembles it', '/home/ana/my-node_modules/packages/cli', './bin/run'],
  ['a package', '/home/ana/shop/node_modules/partner-destinations', 'partner-destinations']
])('people who use it from %s type what help shows', (_where, folder, program) => {
  expect(programIn(path.normalize(folder))).toBe(program)
})

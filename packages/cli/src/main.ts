import path from 'node:path'
import { flush, handle, run } from '@oclif/core'

/** `./bin/run`: oclif finds the commands through this package's package.json. */
run(process.argv.slice(2), { root: path.join(__dirname, '..') }).then(() => flush(), handle)

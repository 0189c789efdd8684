// Loaded before everything else: with a clone, every import of the framework, also the runner's, is the clone's. With two
// copies, errors of one are no instances of the other's classes.
'use strict'

const Module = require('node:module')
const path = require('node:path')

/** The framework's packages, by the folders in which a clone has them. */
const FOLDERS = {
  'actions-core': 'core',
  'actions-shared': 'actions-shared',
  'ajv-human-errors': 'ajv-human-errors',
  'destination-subscriptions': 'destination-subscriptions'
}

const clone = process.env.PROOF_CLONE
if (clone) {
  const resolve = Module._resolveFilename
  Module._resolveFilename = function (request, ...rest) {
    const [scope, name, ...inner] = request.split('/')
    const folder = scope === '@segment' && Object.hasOwn(FOLDERS, name) ? FOLDERS[name] : undefined
    const wanted = folder ? path.join(clone, 'packages', folder, 'src', ...inner) : request
    return resolve.call(this, wanted, ...rest)
  }
}

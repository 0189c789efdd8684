#!/usr/bin/env node
'use strict'

/* eslint-disable import-x/no-unresolved -- this file runs in the package, where the build puts these beside it */
require('../check-node')(require('../package.json').engines.node)
require('tsx/cjs')
require('../main').start()

// Started beside a server: removes it once whoever has started it has ended, however that was. The folder is the argument.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const [, , folder] = process.argv

/** How long the server gets to end before its files are removed. Milliseconds. */
const endMs = 1000

function remove() {
  try {
    const [pid] = fs.readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGQUIT')
  } catch {
    // It doesn't run.
  }
  setTimeout(() => fs.rmSync(folder, { recursive: true, force: true }), endMs)
}

// The other end closes it, or ends.
process.stdin.resume().once('close', remove)

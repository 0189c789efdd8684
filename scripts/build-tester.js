// Builds the tester's pages when they are missing or not built from what is there now. Has no dependencies.
'use strict'

const childProcess = require('child_process')
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')

/** What the page is built from, in the folder of the tester; and the versions of what builds it. */
const sources = ['index.html', 'deliveries.html', 'package.json', 'vite.config.mts', 'src', '../../package-lock.json']

/**
 * Whether the page is there, and built from what is there now.
 * @param root the folder of the project
 */
function isBuilt(root) {
  const { noteFile, hash } = noteOf(root)
  return fs.existsSync(noteFile) && fs.readFileSync(noteFile, 'utf8') === hash
}

/**
 * Builds the page.
 * @param root the folder of the project
 * @returns whether the page is there now
 */
function build(root) {
  console.error("Building the tester's page: a few seconds …")
  const { noteFile, hash } = noteOf(root)
  const npm = process.env.npm_execpath // the npm that runs this script, if one does
  const args = ['run', 'build', '--silent', '--workspace', 'packages/tester']
  const options = { cwd: root, stdio: ['ignore', 'ignore', 2] }
  const { status } = npm
    ? childProcess.spawnSync(process.execPath, [npm, ...args], options)
    : childProcess.spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (status !== 0) return false
  fs.writeFileSync(noteFile, hash)
  return true
}

/** The file beside the page that notes what it was built from, and what that file should hold now. */
function noteOf(root) {
  const tester = path.join(root, 'packages/tester')
  return {
    noteFile: path.join(tester, 'dist/built-from.txt'),
    hash: hashOf(sources.map((source) => path.join(tester, source)))
  }
}

/** A hash of the names and contents of files, and of all files in folders. */
function hashOf(files) {
  const hash = crypto.createHash('sha256')
  const add = (file) => {
    if (fs.statSync(file).isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) add(path.join(file, name))
    } else if (!/\.test\.tsx?$/.test(file)) {
      hash
        .update(`${path.basename(file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0')
    }
  }
  files.forEach(add)
  return hash.digest('hex')
}

module.exports = { isBuilt, build }

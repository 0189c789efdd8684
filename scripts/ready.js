// Makes the checkout ready to run: the right Node, the packages that package-lock.json names, and the tester's page. Has
// no dependencies, and is written for old Nodes to read, since it is what tells them that they are too old.
'use strict'

var childProcess = require('child_process')
var crypto = require('crypto')
var fs = require('fs')
var os = require('os')
var path = require('path')
var checkNode = require('./check-node')

var root = path.join(__dirname, '..')

/** Whether every package of the lockfile is installed in its version. npm records what it installed in a lockfile too. */
function isInstalled() {
  var wanted = readPackages('package-lock.json')
  var installed = readPackages(path.join('node_modules', '.package-lock.json'))
  return Object.keys(wanted).every(function (name) {
    // The root and the workspaces themselves are not installed; optional packages may be meant for another platform.
    if (name.indexOf('node_modules/') === -1 || wanted[name].optional) return true
    // A link to a workspace has no version: it is there or not.
    if (wanted[name].link && fs.existsSync(path.join(root, name))) return true
    return installed[name] !== undefined && installed[name].version === wanted[name].version
  })
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

function install() {
  console.error('Installing the packages of package-lock.json: once, about a minute …')
  var args = ['ci', '--ignore-scripts', '--loglevel=error']
  var npm = process.env.npm_execpath // the npm that runs this script, if one does
  var result = npm
    ? childProcess.spawnSync(process.execPath, [npm].concat(args), { cwd: root, stdio: ['ignore', 2, 2] })
    : childProcess.spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status === 0) return
  console.error('The installation failed' + (result.error ? ': ' + result.error.message : '; npm says why above.'))
  process.exit(1)
}

/** Where a process writes its id while it changes the checkout; not in the checkout, where it might stay behind. */
var lock = path.join(
  os.tmpdir(),
  'partner-destinations-' + crypto.createHash('sha256').update(root).digest('hex').slice(0, 16)
)

/** Milliseconds after which a lock counts no more, should another process have got the id of one that died. */
var longest = 600000

/** Does what is still to be done, while no other process does it: two installations at once break each other. */
function onceByOne(isDone, work) {
  if (isDone()) return
  for (var isFirst = true; !takeLock(); isFirst = false) {
    if (isFirst) console.error('Waiting for another command, which makes this checkout ready …')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  process.on('exit', giveLockBack)
  if (!isDone()) work()
  process.removeListener('exit', giveLockBack)
  giveLockBack()
}

function takeLock() {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (isAbandoned()) giveLockBack()
  return false
}

function giveLockBack() {
  fs.rmSync(lock, { force: true })
}

/** Whether the process that has the lock is no more. */
function isAbandoned() {
  try {
    if (Date.now() - fs.statSync(lock).mtimeMs > longest) return true
    var holder = fs.readFileSync(lock, 'utf8')
    if (holder !== '') process.kill(Number(holder), 0) // only asks; it is empty just before the id is written
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

checkNode(require('../package.json').engines.node)
onceByOne(isInstalled, install)
// Read only now: it is written for the Node that is needed.
var tester = require('./build-tester')
onceByOne(
  function () {
    return tester.isBuilt(root)
  },
  function () {
    if (tester.build(root)) return
    console.error("The tester's page cannot be built; why is said above.")
    process.exit(1)
  }
)

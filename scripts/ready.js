// Makes the checkout ready to run: the right Node, the packages that package-lock.json names, and the tester's page. Has
// no dependencies, and is written for old Nodes to read, since it is what tells them that they are too old.
'use strict'

var fs = require('fs')
var path = require('path')
var childProcess = require('child_process')

var root = path.join(__dirname, '..')

/** Ends the process with one line when this Node is older than `engines` in package.json asks for. */
function checkNode() {
  var required = require('../package.json').engines.node.replace('>=', '')
  var need = required.split('.').map(Number)
  var have = process.versions.node.split('.').map(Number)
  if (have[0] > need[0] || (have[0] === need[0] && have[1] >= need[1])) return
  console.error('Node ' + required + ' or newer is needed; this is Node ' + process.versions.node + '.')
  process.exit(1)
}

/** Whether every package of the lockfile is installed in its version. npm records what it installed in a lockfile too. */
function isInstalled() {
  var wanted = readPackages('package-lock.json')
  var installed = readPackages(path.join('node_modules', '.package-lock.json'))
  return Object.keys(wanted).every(function (name) {
    // The root and the workspaces themselves are not installed; optional packages may be meant for another platform.
    if (name.indexOf('node_modules/') === -1 || wanted[name].optional) return true
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

checkNode()
if (!isInstalled()) install()
// Read only now: it is written for the Node that is needed.
if (!require('./build-tester')(root)) {
  console.error("The tester's page cannot be built; why is said above.")
  process.exit(1)
}

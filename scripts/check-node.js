// Is written for old Nodes to read, since it is what tells them that they are too old.
'use strict'

/** Ends the process with one line when this Node is older than a range such as `>=20.19` asks for. */
module.exports = function checkNode(range) {
  var required = range.replace('>=', '')
  var need = required.split('.').map(Number)
  var have = process.versions.node.split('.').map(Number)
  if (have[0] > need[0] || (have[0] === need[0] && have[1] >= need[1])) return
  // Some come from a clone of segmentio/action-destinations, which also takes Node 18.
  console.error(
    'Node ' +
      required +
      ' or newer is needed; this is Node ' +
      process.versions.node +
      '. Use Node 22: segmentio/action-destinations works with it too.'
  )
  process.exit(1)
}

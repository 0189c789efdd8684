const { addEventHandler } = require('jest-circus')

/** Skips the tests of a file after one that failed: see the runner beside it. */
let failed = false
addEventHandler(({ name, test }) => {
  if (name === 'test_fn_failure') failed = true
  if (name === 'test_start' && failed) test.mode = 'skip'
})

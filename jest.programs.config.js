const { projects } = require('./jest.config')

/**
 * The tests of a package that start programs: `./bin/run`, npm, jest, a process of destinations after each change.
 * `npm test` leaves them out.
 */
function programTests(name) {
  const project = projects.find(({ displayName }) => displayName === name)
  const { displayName, rootDir, testEnvironment, transform, modulePathIgnorePatterns = [] } = project
  const testMatch = ['<rootDir>/program-tests/*.test.ts']
  return { displayName, rootDir, testEnvironment, transform, modulePathIgnorePatterns, testMatch }
}

module.exports = {
  projects: ['answers', 'proofs', 'cli', 'partner-destinations', 'server', 'tester'].map(programTests),
  maxWorkers: '100%',
  testTimeout: 120_000
}

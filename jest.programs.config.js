const { projects } = require('./jest.config')

/**
 * The tests of a package that start programs: `./bin/run`, npm, jest, a process of destinations after each change.
 * `npm test` leaves them out.
 */
function programTests(name) {
  const { displayName, rootDir, testEnvironment, transform } = projects.find((project) => project.displayName === name)
  return { displayName, rootDir, testEnvironment, transform, testMatch: ['<rootDir>/program-tests/*.test.ts'] }
}

module.exports = {
  projects: ['cli', 'server', 'tester'].map(programTests),
  maxWorkers: '100%',
  testTimeout: 120_000
}

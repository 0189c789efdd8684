const { projects } = require('./jest.config')

/** The tests of a package that start whole programs: `./bin/run`, npm, jest. `npm test` leaves them out. */
function programTests(name) {
  const { displayName, rootDir, testEnvironment, transform } = projects.find((project) => project.displayName === name)
  return { displayName, rootDir, testEnvironment, transform, testMatch: ['<rootDir>/program-tests/*.test.ts'] }
}

module.exports = {
  projects: [programTests('cli'), programTests('tester')],
  maxWorkers: '100%',
  testTimeout: 120_000
}

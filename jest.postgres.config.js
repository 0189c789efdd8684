const { projects } = require('./jest.config')

/** Those of a package. */
function postgresTests(name) {
  const { rootDir, transform, sandboxInjectedGlobals, fakeTimers } = projects.find(
    ({ displayName }) => displayName === name
  )
  const testMatch = ['<rootDir>/postgres-tests/**/*.test.ts']
  return { displayName: `postgres: ${name}`, rootDir, transform, sandboxInjectedGlobals, fakeTimers, testMatch }
}

/** The tests that need a PostgreSQL server. `npm run test:postgres` starts one for them; `npm test` leaves them out. */
module.exports = {
  projects: ['delivery', 'reliability', 'benchmarks'].map(postgresTests),
  // Some of them stop servers and processes, and look at how long others wait.
  maxWorkers: 1,
  testTimeout: 60_000
}

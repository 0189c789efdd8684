const { projects } = require('./jest.config')

const { rootDir, transform, sandboxInjectedGlobals } = projects.find(({ displayName }) => displayName === 'delivery')

/** The tests that need a PostgreSQL server. `npm run test:postgres` starts one for them; `npm test` leaves them out. */
module.exports = {
  projects: [
    {
      displayName: 'postgres',
      rootDir,
      transform,
      sandboxInjectedGlobals,
      testMatch: ['<rootDir>/postgres-tests/**/*.test.ts']
    }
  ],
  // Some of them stop servers and processes, and look at how long others wait.
  maxWorkers: 1,
  testTimeout: 60_000
}

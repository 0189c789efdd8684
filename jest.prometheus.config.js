const { projects } = require('./jest.config')

/** The tests that need Debian's prometheus: `npm test` leaves them out. */
const { rootDir, testEnvironment, transform } = projects.find(({ displayName }) => displayName === 'cli')

module.exports = {
  projects: [
    {
      displayName: 'prometheus',
      rootDir,
      testEnvironment,
      transform,
      testMatch: ['<rootDir>/prometheus-tests/*.test.ts']
    }
  ],
  testTimeout: 120_000
}

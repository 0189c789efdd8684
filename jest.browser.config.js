const { projects } = require('./jest.config')

const { transform } = projects.find(({ displayName }) => displayName === 'browser-destinations')

/** The tests that need Chromium (/usr/bin/chromium); `npm test` goes without. */
module.exports = {
  rootDir: 'packages/browser-destinations',
  testMatch: ['<rootDir>/browser-tests/*.test.ts'],
  transform,
  // One Chromium at a time.
  maxWorkers: 1,
  testTimeout: 30_000
}

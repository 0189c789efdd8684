const { projects } = require('./jest.config')

/** The tests of a package that need Chromium (/usr/bin/chromium); `npm test` goes without. */
function browserTests(name) {
  const { displayName, rootDir, transform } = projects.find((project) => project.displayName === name)
  return { displayName, rootDir, transform, testMatch: ['<rootDir>/browser-tests/*.test.ts'] }
}

module.exports = {
  projects: ['browser-destinations', 'delivery', 'server', 'tester'].map(browserTests),
  // One Chromium at a time.
  maxWorkers: 1,
  // Longer than a page gets to do something, so that the error tells what did not come.
  testTimeout: 180_000
}

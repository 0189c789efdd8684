const os = require('node:os')

// Dates and snapshots must not depend on where the tests run.
process.env.TZ = 'UTC'

/**
 * Tests run in a context of Node's `vm`, where to look a global up takes long; the framework checks each mapping with
 * thousands of look-ups. What jest hands to each module as a parameter takes no time. No timers and no `Date`: tests
 * replace those.
 */
const sandboxInjectedGlobals = ['Array', 'Error', 'JSON', 'Math', 'Number', 'Object', 'Promise', 'String', 'Symbol']

/**
 * What `jest.useFakeTimers()` leaves as it is. It replaces timeouts and intervals only, so that a test can let time pass,
 * or stand still, while servers and stores go on.
 */
const realTimers = ['Date', 'hrtime', 'performance', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate']

/** What every package's tests share. `isolatedModules` leaves type checking to `npm run typecheck`. */
const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/../../tsconfig.json' }] },
  sandboxInjectedGlobals,
  fakeTimers: { doNotFake: realTimers },
  snapshotFormat: { escapeString: true, printBasicPrototype: true }
}

module.exports = {
  // Tests that start servers and programs must also pass on a busy machine.
  testTimeout: 60_000,
  // More processes than cores: some tests wait for a slow answer most of the time. `npm test` also gives them more memory
  // for young objects, which halves the time of garbage collection.
  maxWorkers: Math.ceil(os.availableParallelism() * 1.5),
  projects: [
    {
      ...shared,
      displayName: 'destination-actions',
      rootDir: 'packages/destination-actions',
      // As upstream: what stands in __helpers__ is no test.
      testPathIgnorePatterns: ['/node_modules/', '__tests__/__helpers__/'],
      setupFilesAfterEnv: ['<rootDir>/test/setup-after-env.ts']
    },
    {
      ...shared,
      displayName: 'browser-destinations',
      rootDir: 'packages/browser-destinations',
      // As upstream: a page that loads and runs scripts.
      testEnvironment: 'jsdom',
      testEnvironmentOptions: { url: 'https://segment.com', runScripts: 'dangerously', resources: 'usable' },
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '/browser-tests/'],
      setupFilesAfterEnv: ['<rootDir>/test/setup-after-env.ts']
    },
    { ...shared, displayName: 'runner', rootDir: 'packages/runner', testMatch: ['**/*.test.ts'] },
    { ...shared, displayName: 'transport', rootDir: 'packages/transport', testMatch: ['**/*.test.ts'] },
    { ...shared, displayName: 'delivery', rootDir: 'packages/delivery', testMatch: ['<rootDir>/src/**/*.test.ts'] },
    { ...shared, displayName: 'functions', rootDir: 'packages/functions', testMatch: ['**/*.test.ts'] },
    { ...shared, displayName: 'sandbox', rootDir: 'packages/sandbox', testMatch: ['**/*.test.ts'] },
    { ...shared, displayName: 'checked-file', rootDir: 'packages/checked-file', testMatch: ['**/*.test.ts'] },
    { ...shared, displayName: 'answers', rootDir: 'packages/answers', testMatch: ['<rootDir>/src/**/*.test.ts'] },
    { ...shared, displayName: 'vendors', rootDir: 'packages/vendors', testMatch: ['**/*.test.ts'] },
    { ...shared, displayName: 'benchmarks', rootDir: 'packages/benchmarks', testMatch: ['**/__tests__/**/*.test.ts'] },
    { ...shared, displayName: 'server', rootDir: 'packages/server', testMatch: ['<rootDir>/src/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'cli',
      rootDir: 'packages/cli',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/deploy-tests/*.test.ts']
    },
    {
      ...shared,
      displayName: 'reliability',
      rootDir: 'packages/reliability',
      testMatch: ['<rootDir>/src/**/*.test.ts']
    },
    { ...shared, displayName: 'proofs', rootDir: 'packages/proofs', testMatch: ['<rootDir>/src/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'partner-destinations',
      rootDir: 'packages/partner-destinations',
      testMatch: ['<rootDir>/src/**/*.test.ts'],
      // The built package has the same name.
      modulePathIgnorePatterns: ['<rootDir>/dist/']
    },
    { ...shared, displayName: 'tester', rootDir: 'packages/tester', testMatch: ['<rootDir>/src/**/*.test.ts'] }
  ]
}

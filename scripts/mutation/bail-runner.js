const { default: TestRunner } = require('jest-runner')

/** The full names of the tests in each file that has run, by its path. */
const testsOf = new Map()

/**
 * Spares Stryker's runs of jest the files that cannot say anything new. Stryker has no way to make jest do so, and most
 * mutants then take a second instead of all tests of a destination:
 * - after one with a failed test, for the mutant is then dead; jest starts with the files that failed last;
 * - those in which no test runs the code of the mutant.
 */
module.exports = class BailRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const { testNamePattern } = this._globalConfig
    const isAsked = (name) => new RegExp(testNamePattern ?? '', 'i').test(name)
    let failed = false
    this.on('test-file-success', ([{ path }, { numFailingTests, testResults }]) => {
      failed = failed || numFailingTests > 0
      testsOf.set(
        path,
        testResults.map(({ fullName }) => fullName)
      )
    })
    this.on('test-file-failure', () => (failed = true))
    for (const test of tests) {
      if (!failed && (testsOf.get(test.path)?.some(isAsked) ?? true)) await super.runTests([test], watcher, options)
    }
  }
}

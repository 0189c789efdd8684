import jest from '../../jest.config.js'

/**
 * Stryker's settings for the destinations of a package: changes their code piece by piece, and sees whether their own
 * tests, which go wherever they go, notice it.
 *
 * @param {string} displayName the package, as jest.config.js has it
 * @param {string} files its code, from the package's folder on; tests and what only holds types are left out
 */
export function mutationTesting(displayName, files) {
  const { rootDir, setupFilesAfterEnv, ...project } = jest.projects.find((one) => one.displayName === displayName)
  return {
    mutate: [`${rootDir}/${files}`, '!**/__tests__/**', '!**/__helpers__/**', '!**/{generated-types,types}.ts'],
    plugins: ['@stryker-mutator/jest-runner', './scripts/mutation/ui-texts.mjs'],
    ignorers: ['ui-texts'],
    testRunner: 'jest',
    jest: {
      config: {
        ...project,
        rootDir,
        // Stryker would read those of jest.config.js, but makes one project of them all.
        projects: [],
        testMatch: ['**/destinations/*/**/__tests__/**/*.test.ts'],
        runner: '<rootDir>/../../scripts/mutation/bail-runner.js',
        setupFilesAfterEnv: [...setupFilesAfterEnv, '<rootDir>/../../scripts/mutation/bail.js']
      }
    },
    reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
    htmlReporter: { fileName: `coverage/mutation/${displayName}.html` },
    jsonReporter: { fileName: `coverage/mutation/${displayName}.json` },
    tempDirName: `coverage/mutation/sandbox-${displayName}`,
    ignorePatterns: ['coverage', 'dist', 'docs'],
    thresholds: { high: 95, low: 90, break: 85 },
    concurrency: 2,
    // Milliseconds. On a busy machine, a mutant that is merely slow must not count as one that hangs.
    timeoutMS: 90_000
  }
}

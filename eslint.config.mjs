import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import lodash from 'eslint-plugin-lodash'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import noFrameworkInstanceof from './scripts/lint/no-framework-instanceof.js'

const vendors = readdirSync(join(import.meta.dirname, 'packages/destination-actions/src/destinations'))

/** Upstream's rules for destinations, plus our own about who may import whom. */
export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/coverage/'] },
  js.configs.recommended,
  { files: ['**/*.js'], languageOptions: { globals: globals.node, sourceType: 'commonjs' } },
  { files: ['packages/browser-destinations/demo/*.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['packages/vendors/src/*/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { lodash },
    rules: {
      'lodash/import-scope': ['error', 'method'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }
      ],
      // The framework asks for functions that return promises, also where nothing is awaited.
      '@typescript-eslint/require-await': 'off'
    }
  },
  {
    files: ['**/__tests__/**/*.ts'],
    // The framework's test helpers and `JSON.parse` hand out `any`.
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off'
    }
  },
  {
    files: [
      'packages/destination-actions/src/destinations/**/*.ts',
      'packages/browser-destinations/destinations/**/*.ts'
    ],
    plugins: { 'partner-destinations': { rules: { 'no-framework-instanceof': noFrameworkInstanceof } } },
    rules: { 'partner-destinations/no-framework-instanceof': 'error' }
  },
  ...vendors.map((vendor) => ({
    files: [`packages/destination-actions/src/destinations/${vendor}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'crypto', importNames: ['createHash'], message: 'Upstream refuses createHash.' }],
          patterns: [
            {
              regex: `(^|/)(${vendors.filter((other) => other !== vendor).join('|')})(/|$)|^@partner-destinations/`,
              message: 'A destination is self-contained: it imports nothing of another one, and nothing of our tools.'
            }
          ]
        }
      ]
    }
  })),
  {
    files: ['packages/browser-destinations/destinations/*/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/|^(\\.\\./)+(destinations|[\\w-]+-web)(/|$)',
              message: 'A destination is self-contained: it imports nothing of another one, and nothing of our tools.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/tester/src/**/*.{ts,tsx}'],
    ignores: ['**/__tests__/**'],
    ...reactHooks.configs.flat.recommended
  },
  {
    files: ['packages/tester/src/**/*.{ts,tsx}'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/|^@segment/|/destination-actions/|/sandbox/|/cli/',
              message: 'The page talks to the server over HTTP. Of the project it knows the types of the answers only.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/runner/**/*.ts'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^@partner-destinations/', message: 'The runner imports the framework, and nothing of ours.' }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/{server,reliability,benchmarks,proofs}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^@partner-destinations/cli|(^|/)cli/src/', message: 'Nothing imports the commands.' }] }
      ]
    }
  },
  {
    files: ['packages/sandbox/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/|^@segment/|/destination-actions/|/cli/',
              message: 'The sandbox knows what a stand-in is, and neither vendors nor destinations.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/vendors/**/*.ts'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^@partner-destinations/(?!sandbox(/|$))|^@segment/|(^|/)(destination-actions|browser-destinations)/',
              message: 'Of the project, a vendor knows what a stand-in is, and nothing else.'
            }
          ]
        }
      ]
    }
  },
  prettier
)

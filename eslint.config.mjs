import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import importX, { createNodeResolver } from 'eslint-plugin-import-x'
import lodash from 'eslint-plugin-lodash'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import noFrameworkInstanceof from './scripts/lint/no-framework-instanceof.js'

const packages = readdirSync(join(import.meta.dirname, 'packages'))
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
    files: ['**/__tests__/**/*.ts', '**/{program,deploy,postgres,prometheus}-tests/**/*.ts'],
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
  {
    files: ['packages/**/*.{ts,tsx,mts,js,mjs}'],
    ignores: ['packages/browser-destinations/destinations/**'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'] })]
    },
    rules: {
      // A package is imported by its name, and only what its `exports` name. TypeScript says so of types.
      'import-x/no-relative-packages': 'error',
      'import-x/no-unresolved': ['error', { commonjs: true }]
    }
  },
  {
    // The device-mode destinations are packages that lie in the folder of this one, as upstream has them.
    files: ['packages/browser-destinations/{__tests__,browser-tests,demo,scripts,test}/**'],
    rules: { 'import-x/no-relative-packages': 'off' }
  },
  {
    files: [
      'packages/tester/browser-tests/open-deliveries.ts',
      'packages/tester/browser-tests/open-tester.ts',
      'packages/delivery/browser-tests/open-page.ts',
      'packages/server/browser-tests/analytics-next.test.ts'
    ],
    rules: { 'import-x/no-relative-packages': 'off' }
  },
  // What a package imports is declared in its package.json, or in the one of the root if every package uses it.
  ...packages.map((name) => ({
    files: [`packages/${name}/**/*.{ts,tsx,mts,js,mjs}`],
    ignores: ['packages/*/destinations/**', 'packages/*/src/destinations/**'],
    rules: {
      'import-x/no-extraneous-dependencies': [
        'error',
        { includeTypes: true, packageDir: [import.meta.dirname, join(import.meta.dirname, 'packages', name)] }
      ]
    }
  })),
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
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/(runner|server|delivery)/wire$',
              allowTypeImports: true,
              message: 'The page shares only types with the server.'
            },
            {
              regex:
                '^@partner-destinations/(?!(runner|server|delivery)/wire$)|^@segment/|/destination-actions/|/sandbox/|/cli/',
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
    files: ['packages/transport/**/*.ts'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/|^@segment/',
              message: 'The transport sends requests, and knows nothing of ours.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/functions/**/*.ts'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/(?!(runner|transport|checked-file)(/|$))',
              message: 'Definitions, their sources and subscriptions are handed in.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/delivery/**/*.ts'],
    ignores: ['**/__tests__/**', '**/program-tests/**', '**/postgres-tests/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@partner-destinations/(?!(runner|transport|checked-file)(/|$))',
              message: 'Definitions, settings, limits, the sandbox and the page are handed in.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['packages/{answers,server,reliability,benchmarks,proofs}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^@partner-destinations/cli|(^|/)cli/src/', message: 'Nothing imports the commands.' }] }
      ]
    }
  },
  {
    files: ['packages/checked-file/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^@partner-destinations/', message: 'It reads files of any kind, and knows none of them.' }
          ]
        }
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

import type { Rule } from 'eslint'
import { RuleTester } from 'eslint'

const rule = jest.requireActual<Rule.RuleModule>('../../../../scripts/lint/no-framework-instanceof')

new RuleTester().run('no-framework-instanceof', rule, {
  valid: [
    `import { APIError } from '@segment/actions-core'; throw new APIError('no', 400)`,
    'error instanceof Error',
    'class Own extends Error {}; error instanceof Own',
    `import { Own } from './own'; error instanceof Own`,
    `import { HTTPError } from '@segment/actions-core'; function f(HTTPError) { return error instanceof HTTPError }`
  ],
  invalid: [
    { code: `import { HTTPError } from '@segment/actions-core'; error instanceof HTTPError`, name: 'HTTPError' },
    { code: `import { HTTPError as E } from '@segment/actions-core'; error instanceof E`, name: 'E' },
    { code: `import * as core from '@segment/actions-core'; error instanceof core.HTTPError`, name: 'core.HTTPError' },
    {
      code: `import { IntegrationError } from '@segment/actions-core/errors'; f(() => error instanceof IntegrationError)`,
      name: 'IntegrationError',
      source: '@segment/actions-core/errors'
    }
  ].map(({ code, name, source = '@segment/actions-core' }) => ({
    code,
    errors: [{ messageId: 'foreign', data: { name, source } }]
  }))
})

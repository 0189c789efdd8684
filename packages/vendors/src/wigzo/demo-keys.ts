/**
 * The token that the stand-in accepts, in the form of Wigzo's own. It is invented and opens nothing but the sandbox, so
 * you may show and commit it.
 */
export const demoKeys = { orgToken: 'demo-organization-token' } as const

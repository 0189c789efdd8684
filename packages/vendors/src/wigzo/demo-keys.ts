/**
 * The token that the stand-in accepts. It looks like Wigzo's own tokens, but it is invented and opens only the sandbox,
 * so you may show and commit it.
 */
export const demoKeys = { orgToken: 'demo-organization-token' } as const

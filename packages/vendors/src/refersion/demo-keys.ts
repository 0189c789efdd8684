/**
 * The keys that the stand-in accepts. They look like Refersion's own keys, but they are invented and open only the
 * sandbox, so you may show and commit them.
 */
export const demoKeys = { publicKey: 'pub_demo0123456789abcdef', secretKey: 'sec_demo0123456789abcdef' } as const

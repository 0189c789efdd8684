/**
 * The keys that the stand-in accepts, in the form of Refersion's own. They are invented and open nothing but the
 * sandbox, so you may show and commit them.
 */
export const demoKeys = { publicKey: 'pub_demo0123456789abcdef', secretKey: 'sec_demo0123456789abcdef' } as const

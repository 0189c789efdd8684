/**
 * The keys that the stand-in accepts. They look like Wishpond's own keys, but they are invented and open only the
 * sandbox, so you may show and commit them.
 */
export const demoKeys = { merchantId: '123456', trackingKey: '0123456789ab' } as const

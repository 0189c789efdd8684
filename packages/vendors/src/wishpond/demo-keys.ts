/**
 * The keys that the stand-in accepts, in the form of Wishpond's own. They are invented and open nothing but the
 * sandbox, so you may show and commit them.
 */
export const demoKeys = { merchantId: '123456', trackingKey: '0123456789ab' } as const

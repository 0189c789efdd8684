/**
 * The one set of keys that each stand-in accepts. Invented, and of the shape that the vendor's own keys have.
 * They open nothing but the sandbox, so they may be shown and committed.
 */
export const demoKeys = {
  refersion: { publicKey: 'pub_demo0123456789abcdef', secretKey: 'sec_demo0123456789abcdef' },
  wigzo: { orgToken: 'demo-organization-token' },
  wishpond: { merchantId: '123456', trackingKey: '0123456789ab' }
} as const

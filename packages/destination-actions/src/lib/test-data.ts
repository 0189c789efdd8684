/**
 * Upstream's generator of test payloads, at the path where upstream's own tests import it, so that a destination's
 * snapshot test is the same file, and gives the same snapshot, here and there.
 */
export { generateTestData } from '@segment/action-destinations/dist/lib/test-data'

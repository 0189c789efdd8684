/** WISHPOND_API_VERSION
 * Version segment of the Tracking API's path: /api/v1/tracking/identify and /api/v1/tracking/track
 * API reference: http://developers.wishpond.com
 */
export const WISHPOND_API_VERSION = 'v1'

/** WIGZO_API_VERSION
 * Version of Wigzo's REST API, as its own plugins for WordPress and Magento call it.
 * Endpoints: /rest/v1/learn/identify and /rest/v1/learn/event
 */
export const WIGZO_API_VERSION = 'v1'

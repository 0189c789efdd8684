// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * To find your Merchant ID, log in to Wishpond, click your account name in the top right corner, then API Keys in the dropdown menu.
   */
  merchantId: string
  /**
   * To find your Tracking Key, log in to Wishpond, click your account name in the top right corner, then API Keys in the dropdown menu.
   */
  trackingKey: string
  /**
   * Load Wishpond's script with this destination. Turn this off if your page loads the script itself. Your page must then give Wishpond the two keys, too.
   */
  loadScript?: boolean
}

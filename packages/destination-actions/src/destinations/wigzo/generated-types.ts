// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * Your Wigzo org token. A unique org token is assigned to every user. You can find this value inside the auto generated snippet under Settings > Integration.
   */
  orgToken: string
}

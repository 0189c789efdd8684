// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * You can find your API key (publickey.secretkey) in your [account settings page](https://www.refersion.com/base/settings/integrations/api) under Refersion API.
   */
  apiKey: string
}

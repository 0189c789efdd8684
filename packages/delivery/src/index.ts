export type { Catalog, RateLimit } from './catalog'
export type { DeliveryConfig, DestinationConfig, Source } from './config/config'

export { catalogOf } from './catalog'
export { startDelivery } from './start'
export type { Delivery, DeliveryOptions } from './start'

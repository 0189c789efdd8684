export { catalogOf } from './catalog'
export { startRehearsal } from './rehearsal'
export { startDelivery } from './start'
export type { Delivery, DeliveryOptions } from './start'

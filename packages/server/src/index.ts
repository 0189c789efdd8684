export { formatBroken, isBroken } from './catalogue'
export { hasDisplay, openPage } from './open-page'
export { Server } from './server'

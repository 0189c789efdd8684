import { mutationTesting } from './config.mjs'

export default mutationTesting('browser-destinations', 'destinations/*/src/**/*.ts')

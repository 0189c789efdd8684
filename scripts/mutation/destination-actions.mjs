import { mutationTesting } from './config.mjs'

export default mutationTesting('destination-actions', 'src/destinations/*/**/*.ts')

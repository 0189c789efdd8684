import { runThread } from '../thread'
import { toy } from './toy'

runThread({
  definition: (name) => {
    if (name === 'toy') return toy
    throw new Error(`There is no destination ${name}.`)
  }
})

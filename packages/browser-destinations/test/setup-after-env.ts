import { webcrypto } from 'crypto'
import { TextDecoder, TextEncoder } from 'util'

// What browsers have and jsdom lacks.
Object.assign(global, { TextDecoder, TextEncoder })
Object.defineProperty(global, 'crypto', { value: webcrypto, configurable: true })

beforeEach(() => {
  document.body.innerHTML = ''
  // The runtime puts a script before the first one of the page.
  document.head.innerHTML = '<script>// the first script of the page</script>'
})

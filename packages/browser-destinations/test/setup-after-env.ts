import { TextDecoder, TextEncoder } from 'util'
import { Crypto } from '@peculiar/webcrypto'

// What browsers have and jsdom lacks.
Object.assign(global, { TextDecoder, TextEncoder })
Object.defineProperty(global, 'crypto', { value: new Crypto(), configurable: true })

beforeEach(() => {
  document.body.innerHTML = ''
  // The runtime puts a script before the first one of the page.
  document.head.innerHTML = '<script>// the first script of the page</script>'
})

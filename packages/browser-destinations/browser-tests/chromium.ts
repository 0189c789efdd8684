import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** Where Chromium itself looks for updates and accounts, in spite of the flags. */
const ownHosts = /^(http:\/\/)?([\w-]+\.)*(google|googleapis)\.com[:/]/

/**
 * Chromium, with an empty profile. Each page has a context of its own. What it asks of any host but loopback ends at a
 * proxy, which notes and refuses it.
 */
export async function startChromium() {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(502).end()
  })
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, `--proxy-server=127.0.0.1:${port}`]
  })

  return {
    /** What was asked of hosts elsewhere, but by Chromium for itself. */
    outside: () => asked.filter((url) => !ownHosts.test(url)),
    /** A page of a new visitor, and the errors of it that nothing caught. */
    async open(): Promise<{ page: Page; errors: string[] }> {
      const context = await browser.newContext()
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', ({ message }) => errors.push(message))
      return { page, errors }
    },
    async close() {
      await browser.close()
      proxy.close()
      proxy.closeAllConnections()
    }
  }
}

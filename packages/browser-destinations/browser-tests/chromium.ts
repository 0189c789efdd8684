import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { startRefusingProxy } from './refusing-proxy'

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

/** How long a test waits for a page, in milliseconds. What takes longer on a busy machine never comes. */
export const patience = 60_000

/** Where Chromium itself looks for updates and accounts, in spite of the flags. */
const ownHosts = /^(http:\/\/)?([\w-]+\.)*(google|googleapis)\.com[:/]/

/**
 * Chromium, with an empty profile. Each page has a context of its own. What it asks of any host but loopback ends at a
 * proxy, which notes and refuses it.
 */
export async function startChromium() {
  const proxy = await startRefusingProxy()
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, `--proxy-server=127.0.0.1:${proxy.port}`]
  })

  return {
    /** What was asked of hosts elsewhere, but by Chromium for itself. */
    outside: () => proxy.asked.filter((url) => !ownHosts.test(url)),
    /** A page of a new visitor, and the errors of it that nothing caught. */
    async open(): Promise<{ page: Page; errors: string[] }> {
      const context = await browser.newContext()
      const page = await context.newPage()
      page.setDefaultTimeout(patience)
      const errors: string[] = []
      page.on('pageerror', ({ message }) => errors.push(message))
      return { page, errors }
    },
    async close() {
      await browser.close()
      await proxy.close()
    }
  }
}

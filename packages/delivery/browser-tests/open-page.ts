import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { startChromium } from '../../browser-destinations/browser-tests/chromium'

/** The built files of Segment's browser library, as a CDN has them. */
const library = path.join(path.dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd')

const html = '<!doctype html><title>Shop</title><script src="/index.js"></script>'

/** Chromium, and a web site of another origin than intake that has Segment's browser library. Nothing is from elsewhere. */
export async function openSite() {
  const site = createServer((request, response) => {
    const file = path.join(library, path.basename(request.url ?? ''))
    if (request.url?.endsWith('.js') && existsSync(file)) createReadStream(file).pipe(response)
    else response.setHeader('Content-Type', 'text/html').end(html)
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  const chromium = await startChromium()
  const url = `http://localhost:${(site.address() as AddressInfo).port}/shop`

  return {
    url,
    chromium,
    /** A visitor's page on which the library runs, pointed at a port by `apiHost` and `protocol`, with a way to call it. */
    async visit(port: number, writeKey: string, options: object = {}) {
      const { page, errors } = await chromium.open()
      await page.goto(url)
      const settings = { writeKey, cdnSettings: { integrations: { 'Segment.io': { apiKey: writeKey } } } }
      const segment = { apiHost: `127.0.0.1:${port}/v1`, protocol: 'http', ...options }
      const load = [settings, { integrations: { 'Segment.io': segment } }].map((part) => JSON.stringify(part)).join()
      await page.evaluate(`window.analytics = AnalyticsNext.AnalyticsBrowser.load(${load}); analytics.ready()`)
      return {
        errors,
        call: (code: string) => page.evaluate(`analytics.${code}.then(() => undefined)`),
        close: () => page.context().close()
      }
    },
    async close() {
      await chromium.close()
      site.close()
      site.closeAllConnections()
    }
  }
}

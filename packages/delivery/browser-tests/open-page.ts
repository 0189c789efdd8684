import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { startChromium } from '../../browser-destinations/browser-tests/chromium'

/** The built files of Segment's browser library, as a CDN has them. */
const library = path.join(path.dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd')

const page = '<!doctype html><title>Shop</title><script src="/index.js"></script>'

/** Chromium, and a web site of another origin than intake that has Segment's browser library. Nothing is from elsewhere. */
export async function openSite() {
  const site = createServer((request, response) => {
    const file = path.join(library, path.basename(request.url ?? ''))
    if (request.url?.endsWith('.js') && existsSync(file)) createReadStream(file).pipe(response)
    else response.setHeader('Content-Type', 'text/html').end(page)
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  const chromium = await startChromium()
  const url = `http://localhost:${(site.address() as AddressInfo).port}/shop`

  return {
    url,
    chromium,
    async close() {
      await chromium.close()
      site.close()
      site.closeAllConnections()
    }
  }
}

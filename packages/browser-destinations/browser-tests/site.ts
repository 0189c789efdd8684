import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { bundleDestination, bundlePage } from '../scripts/bundle'

const HTML = '<!DOCTYPE html><title>A site</title><link rel="icon" href="data:,"><script src="page.js"></script>'

/** A site of one page, which has the bundle of the destination and the `start` of `page.ts`. */
export async function startSite() {
  const files: Record<string, string | undefined> = {
    '/': HTML,
    '/page.js': await bundlePage(path.join(__dirname, 'page.ts')),
    '/wishpond-web.js': await bundleDestination('wishpond-web')
  }
  const server = createServer((request, response) => {
    const file = files[request.url ?? '']
    response.writeHead(file === undefined ? 404 : 200, {
      'Content-Type': request.url === '/' ? 'text/html' : 'text/javascript'
    })
    response.end(file)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    }
  }
}

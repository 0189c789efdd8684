/**
 * Puts the sandbox in the place of the vendors for the demo page, as SandboxAgent does for a server: a request of the
 * page to a vendor keeps its URL and is answered by the sandbox. What the sandbox has no stand-in for is refused, so
 * that nothing of the page leaves the machine.
 */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
// A page that was reloaded past its caches is without its service worker, and asks to have it back.
self.addEventListener('message', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { origin, host, pathname, search } = new URL(event.request.url)
  if (origin !== self.location.origin) event.respondWith(askSandbox(event.request, host + pathname + search))
})

async function askSandbox(request, target) {
  const { method, headers } = request
  const body = method === 'GET' || method === 'HEAD' ? undefined : await request.text()
  const type = headers.get('content-type')
  return fetch(`vendors/${target}`, { method, body, headers: type ? { 'content-type': type } : {} })
}

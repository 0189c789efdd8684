import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Hono } from 'hono'
import { testerPage } from '../tester-page'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tester-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

function get(url: string) {
  const app = new Hono().route('/', testerPage(root))
  app.get('/', (c) => c.redirect('/destinations'))
  return app.request(url)
}

describe('the page at the root', () => {
  it('is left to others while it is not built', async () => {
    expect((await get('/')).headers.get('location')).toBe('/destinations')
  })

  describe('once it is built', () => {
    beforeAll(() => {
      fs.mkdirSync(path.join(root, 'assets'))
      fs.writeFileSync(path.join(root, 'index.html'), '<title>Tester</title>')
      fs.writeFileSync(path.join(root, 'assets/page-1a2b.js'), 'run()')
      fs.writeFileSync(path.join(root, 'built-from.txt'), 'not for readers')
    })

    it('is asked for anew each time, and may talk to its own server only', async () => {
      const response = await get('/')
      expect(await response.text()).toBe('<title>Tester</title>')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';")
      expect(response.headers.get('content-security-policy')).toContain("connect-src 'self'")
    })

    it('has assets that a browser may keep', async () => {
      const response = await get('/assets/page-1a2b.js')
      expect([response.status, await response.text()]).toEqual([200, 'run()'])
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    })

    it.each([
      '/built-from.txt',
      '/assets/../built-from.txt',
      '/assets/..%2fbuilt-from.txt',
      '/assets/%2e%2e/built-from.txt'
    ])('shows no other file: %s', async (url) => {
      expect((await get(url)).status).toBe(404)
    })
  })
})

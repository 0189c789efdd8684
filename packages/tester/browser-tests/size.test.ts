import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const assets = path.join(__dirname, '../dist/assets')

describe('the scripts of the page', () => {
  it('have under 300 kB gzipped, all together', () => {
    const sizes = fs
      .readdirSync(assets)
      .filter((name) => name.endsWith('.js'))
      .map((name) => gzipSync(fs.readFileSync(path.join(assets, name))).length)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(300_000)
  })
})

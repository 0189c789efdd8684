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

describe('the tester', () => {
  it('loads nothing that only the page of deliveries needs', () => {
    const pageOf = (file: string) => fs.readFileSync(path.join(assets, '..', file), 'utf8')
    const scripts = (file: string) => [...pageOf(file).matchAll(/assets\/[\w-]+\.js/g)].map(([name]) => name)
    const plot = (name: string) => fs.readFileSync(path.join(assets, '..', name), 'utf8').includes('u-legend')
    expect(scripts('deliveries.html').some(plot)).toBe(true)
    expect(scripts('index.html').length).toBeGreaterThan(0)
    expect(scripts('index.html').some(plot)).toBe(false)
  })
})

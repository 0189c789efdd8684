import path from 'node:path'
import { defaultConfig } from '../default-config'
import { acmeCatalog } from './acme-catalog'

it('delivers from a demo source to every destination with demo settings', () => {
  const config = defaultConfig(acmeCatalog)

  expect(config.store).toBe(path.resolve('.delivery/delivery.db'))
  expect(config.sources).toEqual([{ name: 'demo', writeKey: 'demo' }])
  expect(config.destinations.map(({ name, settings, sources }) => ({ name, settings, sources }))).toEqual([
    { name: 'acme', settings: { apiKey: 'demo-key' }, sources: ['demo'] }
  ])
})

it('says what to do if the sandbox has settings for none', () => {
  expect(() => defaultConfig({ ...acmeCatalog, demoSettings: () => ({}) })).toThrow(
    'The sandbox has settings for no destination here. Write a delivery.yaml with your own.'
  )
})

it('says which destination does not load', () => {
  expect(() => defaultConfig({ ...acmeCatalog, names: ['broken'], demoSettings: () => ({ apiKey: 'k' }) })).toThrow(
    'the default config:1: destinations.broken: The destination broken does not load'
  )
})

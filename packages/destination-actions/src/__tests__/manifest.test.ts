import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { manifest as registered } from '@segment/action-destinations'
import { manifest } from '../index'

const taken = Object.values(registered).map(({ definition }) => definition)

describe('the manifest', () => {
  it('holds every destination under the name of its folder', () => {
    expect(Object.keys(manifest).sort()).toEqual(readdirSync(join(__dirname, '../destinations')).sort())
  })

  it.each([
    ['refersion', 'Refersion (Actions)', 'actions-refersion'],
    ['wigzo', 'Wigzo (Actions)', 'actions-wigzo'],
    ['wishpond', 'Wishpond (Actions)', 'actions-wishpond']
  ])('has names for %s that cannot change after a release', (folder, name, slug) => {
    expect(manifest[folder]).toMatchObject({ name, slug })
  })

  it('is compared with a registry that is not empty', () => {
    expect(taken.map(({ slug }) => slug)).toContain('actions-slack')
  })

  it.each(Object.values(manifest).map(({ name, slug }) => [name, slug]))(
    'takes neither the name %s nor the slug %s from a destination that Segment has',
    (name, slug) => {
      expect(taken.map((definition) => definition.name)).not.toContain(name)
      expect(taken.map((definition) => definition.slug)).not.toContain(slug)
    }
  )
})

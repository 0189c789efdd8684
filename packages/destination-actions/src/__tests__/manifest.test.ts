import { manifest as registered } from '@segment/action-destinations'
import { manifest } from '../index'

const taken = Object.values(registered).map(({ definition }) => definition)

describe('the manifest', () => {
  it('holds the three destinations under the names of their folders', () => {
    expect(Object.entries(manifest).map(([folder, { name, slug }]) => [folder, name, slug])).toEqual([
      ['refersion', 'Refersion (Actions)', 'actions-refersion'],
      ['wigzo', 'Wigzo (Actions)', 'actions-wigzo'],
      ['wishpond', 'Wishpond (Actions)', 'actions-wishpond']
    ])
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

import type { Server } from '@partner-destinations/server'
import { vendorNames } from '@partner-destinations/vendors'
import { findDestination, startServer, talkTo } from '../../../test/local-server'
import { preview } from '../../server/server'
import { samplesFor } from '../samples'
import { calls, ecommerce } from '../spec-samples'

it('has every event of the ecommerce spec', () => {
  expect(Object.keys(ecommerce)).toHaveLength(28)
})

it('gives every sample an id of its own, also those that two destinations call the same', () => {
  const samples = { 'track: Seen': calls.track }
  const ids = samplesFor({ folder: 'acme', samples }).flatMap((group) => group.samples.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  const others = samplesFor({ folder: 'globex', samples }).flatMap((group) => group.samples.map(({ id }) => id))
  const shared = samplesFor(undefined).flatMap((group) => group.samples)
  expect(ids.filter((id) => others.includes(id))).toEqual(shared.map(({ id }) => id))
})

it('has only those of the spec for a destination without samples of its own', () => {
  expect(samplesFor({ folder: 'acme', samples: {} })).toEqual(samplesFor(undefined))
})

describe('on the server', () => {
  let server: Server

  beforeAll(async () => {
    server = await startServer()
    talkTo(server)
  })

  afterAll(() => server.stop())

  it.each(vendorNames)('every sample is an event that %s takes without an error, or does not take', async (folder) => {
    const destination = await findDestination(folder)
    const { demoSettings: settings, samples } = destination
    expect(Object.keys(samples)).not.toEqual([])
    for (const { event, label } of samplesFor(destination).flatMap(({ samples }) => samples)) {
      const previews = await preview({ folder, action: 'event', payload: event, settings })
      expect([label, previews.filter((one) => 'error' in one)]).toEqual([label, []])
      expect(previews.length).toBeGreaterThan(0)
    }
  })
})

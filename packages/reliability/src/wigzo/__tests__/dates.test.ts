/** @jest-environment ./src/dates/zone-environment.ts */
import { toIsoDate } from '@partner-destinations/destination-actions/destinations/wigzo/iso-date'
import { testDates } from '../../dates/date-tests'
import { inEveryTimeZone } from '../../dates/time-zones'
import { useOutcomes } from '../../real-life/outcome'

const outcomeOf = useOutcomes()

testDates(toIsoDate)

/** As a database prints a time that is in UTC. */
const GIVEN = '2024-01-02 03:04:05'
const RIGHT = '2024-01-02T03:04:05.000Z'

inEveryTimeZone(() => {
  it.each([
    ['createdAt and updatedAt', { createdAt: GIVEN, updatedAt: GIVEN }],
    ['created_at and updated_at', { created_at: GIVEN, updated_at: GIVEN }]
  ])('Wigzo gets %s of a user in UTC', async (_what, traits) => {
    const { bodies } = await outcomeOf('wigzo', { type: 'identify', userId: 'u1', traits })

    expect(bodies).toEqual([expect.objectContaining({ createdAt: RIGHT, updatedAt: RIGHT })])
  })
})

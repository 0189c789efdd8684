/** @jest-environment ./src/dates/zone-environment.ts */
import { toIsoDate } from '@partner-destinations/destination-actions/destinations/wishpond/iso-date'
import { testDates } from '../../dates/date-tests'
import { inEveryTimeZone } from '../../dates/time-zones'
import { useOutcomes } from '../../real-life/outcome'

const outcomeOf = useOutcomes()

testDates(toIsoDate)

/** As a database prints a time that is in UTC. */
const GIVEN = '2024-01-02 03:04:05'
const RIGHT = '2024-01-02T03:04:05.000Z'

inEveryTimeZone(() => {
  it('Wishpond gets the timestamp of an event in UTC', async () => {
    const event = { type: 'track', userId: 'u1', event: 'Signed Up', timestamp: GIVEN }
    const { bodies } = await outcomeOf('wishpond', event)

    expect(bodies).toEqual([expect.objectContaining({ timestamp: RIGHT })])
  })
})

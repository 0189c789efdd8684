declare const setTimeZone: (zone: string) => void

interface TimeZone {
  zone: string
  /** Minutes by which UTC is ahead of the zone on 2 January 2024, as `getTimezoneOffset` counts them. */
  behindUtc: number
}

/** Zones before and after UTC, with and without summer time; and one that left out a whole day, 30 December 2011. */
const timeZones: TimeZone[] = [
  { zone: 'UTC', behindUtc: 0 },
  { zone: 'America/New_York', behindUtc: 300 },
  { zone: 'Asia/Kolkata', behindUtc: -330 },
  { zone: 'Pacific/Apia', behindUtc: -780 }
]

/**
 * Declares the same tests once for each time zone. Needs the environment in `zone-environment.ts`.
 *
 * @param declareTests calls `it` and `describe`
 */
export function inEveryTimeZone(declareTests: () => void): void {
  describe.each(timeZones)('where it is the time of $zone', ({ zone, behindUtc }) => {
    beforeAll(() => setTimeZone(zone))

    it('the process has this time zone', () => {
      expect(new Date('2024-01-02T00:00:00Z').getTimezoneOffset()).toBe(behindUtc)
    })

    declareTests()
  })
}

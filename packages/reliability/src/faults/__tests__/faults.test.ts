import { manifest } from '@partner-destinations/destination-actions'
import { deliveries } from '../deliveries'
import { testFaults } from '../fault-tests'

testFaults({ destinations: manifest, reportsBatches: true })

it('every action of a vendor is among its deliveries, if it has some', () => {
  const actions = [...new Set(deliveries.map(({ vendor }) => vendor))].flatMap((vendor) =>
    Object.keys(manifest[vendor].actions).map((action) => `${vendor} ${action}`)
  )
  const covered = deliveries.map(({ vendor, of }) => `${vendor} ${of}`)

  expect(actions.filter((action) => !covered.includes(action))).toEqual([])
})

import { manifest } from '@partner-destinations/destination-actions'
import { deliveries } from '../deliveries'
import { testFaults } from '../fault-tests'

testFaults({ destinations: manifest, reportsBatches: true })

it('every action is among the deliveries', () => {
  const actions = Object.entries(manifest).flatMap(([vendor, { actions }]) =>
    Object.keys(actions).map((action) => `${vendor} ${action}`)
  )
  const covered = deliveries.map(({ vendor, of }) => `${vendor} ${of}`)

  expect(actions.filter((action) => !covered.includes(action))).toEqual([])
})

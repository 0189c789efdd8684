import { destinationFacts } from '@partner-destinations/vendors'
import { findPlaces, loadDefinition } from '../../places'

const listed = Object.entries(destinationFacts).flatMap(([destination, { withoutSource = {} }]) =>
  Object.keys(withoutSource).map((name) => [destination, name])
)

describe('the list of fields without a natural source', () => {
  it.each(listed)('of %s names a field that there is, and that has no default: %s', async (destination, name) => {
    const [action, field] = name.split('.')
    const place = (await findPlaces(undefined)).find((one) => one.name === destination)
    const { actions } = loadDefinition(place!)
    expect(actions[action].fields[field]).toEqual(expect.objectContaining({ label: expect.any(String) }))
    expect(actions[action].fields[field]).not.toHaveProperty('default')
  })
})

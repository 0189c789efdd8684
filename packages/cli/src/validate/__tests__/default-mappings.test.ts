import path from 'node:path'
import { loadDefinition, placeOf, projectRoot } from '../../places'
import { WITHOUT_SOURCE } from '../rules/default-mappings'

describe('the list of fields without a natural source', () => {
  it.each([...WITHOUT_SOURCE.keys()])('names a field that there is, and that has no default: %s', (name) => {
    const [vendor, action, field] = name.split('.')
    const place = placeOf(path.join(projectRoot, 'packages/destination-actions/src/destinations', vendor))
    const { actions } = loadDefinition(place!)
    expect(actions[action].fields[field]).toEqual(expect.objectContaining({ label: expect.any(String) }))
    expect(actions[action].fields[field]).not.toHaveProperty('default')
  })
})

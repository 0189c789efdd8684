import { readConfig } from '@partner-destinations/delivery'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { cloudDirectory } from '../../places'
import { catalogOf } from '@partner-destinations/server/delivery'
import { check } from '../check'

const catalog = catalogOf(cloudDirectory())

async function checked(destination: string, settings: object) {
  const text = JSON.stringify({ sources: { shop: { writeKey: 'w' } }, destinations: { [destination]: { settings } } })
  const printed: string[] = []
  const config = readConfig(text, 'delivery.yaml', { catalog, env: {} })
  const code = await check({ config, readFrom: { file: 'delivery.yaml', text } }, false, (line) => printed.push(line))
  return { code, text: printed.join('\n') }
}

it('says that the sandbox accepts the demo settings', async () => {
  const { code, text } = await checked('refersion', demoSettingsOf('refersion'))

  expect(code).toBe(0)
  expect(text).toMatch(/^The config has no mistakes\.\n/)
  expect(text).toMatch(/Credentials, asked of the sandbox\n {2}refersion {2}accepted$/)
})

it('says which credentials are refused, and what to do, without showing them', async () => {
  const { code, text } = await checked('refersion', { apiKey: 'pub_hunter1.hunter2' })

  expect(code).toBe(1)
  expect(text).toMatch(
    /refersion {2}refused {2}.*The sandbox accepts only its demo settings\. Add --live to ask the vendor\.$/
  )
  expect(text).not.toContain('hunter')
})

it('says when nothing was asked', async () => {
  const { code, text } = await checked('wigzo', { orgToken: 'hunter2' })

  expect(code).toBe(0)
  expect(text).toMatch(
    /wigzo {2}accepted {2}Only their form was checked: the destination has no request that tests them\.$/
  )
})

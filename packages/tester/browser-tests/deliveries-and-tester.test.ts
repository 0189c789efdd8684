import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { parse } from 'yaml'
import { identify, row } from './open-deliveries'
import { eventually, openTester, part, stateInAddress } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester({ delivers: true })
  await fetch(`${tester.url}sandbox/wigzo/faults`, { method: 'PUT', body: '[{"status": 422}]' })
  const batch = [identify('u1', { plan: 'gold' })]
  const body = JSON.stringify({ batch, writeKey: 'demo' })
  await fetch(`http://127.0.0.1:${tester.server.intakePort}/v1/batch`, { method: 'POST', body })
  const failed = async () => {
    const counts = (await (await fetch(`${tester.url}api/counts`)).json()) as Record<string, { failed: number }>
    return counts.wigzo.failed
  }
  while ((await failed()) === 0) await sleep(50)
})

afterAll(() => tester.close())

async function openDelivery(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Deliveries' }).click()
  await row(page, 'Groups of failed deliveries', 'wigzo').getByRole('link').click()
  await row(page, 'Failed deliveries', 'identify u1').getByRole('link').click()
}

describe('beside the tester', () => {
  it('the page of deliveries leads there and back', async () => {
    const { page, errors } = await tester.open()
    await page.getByRole('link', { name: 'Deliveries' }).click()
    await page.getByRole('heading', { name: 'Deliveries', exact: true }).waitFor()
    await page.getByRole('table', { name: 'Destinations' }).waitFor()
    await page.getByRole('link', { name: 'Actions Tester' }).click()
    await page.locator('.cm-content').first().waitFor()
    expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/(#.*)?$/)
    expect(errors).toEqual([])
  })

  it('a failed event is tried with its destination, action and mapping, and the mapping is taken to the config', async () => {
    const { page, errors } = await tester.open()
    await openDelivery(page)
    await page.getByRole('button', { name: 'Try this event' }).click()
    await page.getByText('The default of every field').waitFor()
    // The page takes them from its address a moment after it has opened.
    await eventually(async () => {
      expect(await page.getByLabel('Destination', { exact: true }).inputValue()).toBe('wigzo')
      expect(await page.getByLabel('Action', { exact: true }).inputValue()).toBe('identifyUser')
      expect(await page.getByRole('textbox', { name: 'Event', exact: true }).textContent()).toContain('"plan": "gold"')
    })

    await page.getByLabel('Where Email comes from').selectOption('nothing')
    await page.getByText('1 changed').waitFor()
    // The address keeps what the mapping belongs to.
    await eventually(async () => expect(stateInAddress(page).mapping).toMatchObject({ email: null }))
    await page.reload()
    await page.getByText('1 changed').waitFor()
    await page.getByRole('button', { name: 'Use this mapping' }).click()
    const lines = await page.getByRole('region', { name: 'Lines of delivery.yaml' }).textContent()
    expect(parse(lines ?? '')).toEqual({
      destinations: {
        wigzo: {
          subscriptions: [
            {
              name: 'Identify User',
              action: 'identifyUser',
              subscribe: 'type = "identify"',
              mapping: { email: null }
            }
          ]
        }
      }
    })
    expect(errors).toEqual([])
  })

  it('an action that no delivery was opened with has the lines of its preset', async () => {
    const { page } = await tester.open()
    await page.getByLabel('Destination', { exact: true }).selectOption('wigzo')
    await page.getByLabel('Action', { exact: true }).selectOption('trackPage')
    await page.getByRole('button', { name: 'Use this mapping' }).click()
    const lines = await page.getByRole('region', { name: 'Lines of delivery.yaml' }).textContent()
    expect(parse(lines ?? '')).toEqual({
      destinations: {
        wigzo: { subscriptions: [{ name: 'Track Page', action: 'trackPage', subscribe: 'type = "page"' }] }
      }
    })
  })
})

describe('a server that does not deliver', () => {
  it('has no link to the page, and no page', async () => {
    const other = await openTester()
    const { page } = await other.open()
    expect(await page.getByRole('link', { name: 'Deliveries' }).count()).toBe(0)
    expect((await fetch(`${other.url}deliveries`)).status).toBe(404)
    await other.close()
  })
})

it('shows the lines in a part of the page that a keyboard reaches', async () => {
  const { page } = await tester.open()
  await page.getByLabel('Action', { exact: true }).selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Use this mapping' }).focus()
  await page.keyboard.press('Enter')
  const lines = part(page, 'Lines of delivery.yaml')
  await lines.waitFor()
  await page.keyboard.press('Tab')
  expect(await lines.evaluate((element) => element === document.activeElement)).toBe(true)
})

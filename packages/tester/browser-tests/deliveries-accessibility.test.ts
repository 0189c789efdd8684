import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { identify, openDeliveries, row } from './open-deliveries'
import { part } from './open-tester'
import { violations } from './violations'

let deliveries: Awaited<ReturnType<typeof openDeliveries>>

beforeAll(async () => {
  deliveries = await openDeliveries()
  await deliveries.send(identify('u0'))
  await deliveries.fault('wigzo', { status: 422, times: 12 })
  await deliveries.send(...Array.from({ length: 12 }, (_, index) => identify(`u${index + 1}`)))
  while ((await deliveries.engine.counts()).wigzo.failed < 12) await sleep(50)
})

afterAll(() => deliveries.close())

async function openGroup(page: Page): Promise<void> {
  await row(page, 'Groups of failed deliveries', 'wigzo').getByRole('link').click()
  await part(page, 'Sample').getByRole('article').waitFor()
}

/** What would be sent now, as the server tells it. */
const difference = {
  compared: 12,
  groups: [
    {
      outcome: 'delivered',
      count: 11,
      changes: [
        { path: 'body.email', before: 'an address', after: 'jane@example.com' },
        { path: 'body.plan', after: 'gold' }
      ],
      samples: [{ id: 1, before: [], after: [] }]
    },
    {
      outcome: 'failed',
      code: 'MESSAGE_REJECTED',
      message: 'The email is missing.',
      count: 1,
      changes: [],
      samples: []
    }
  ]
}

describe.each([
  [1280, 'light'],
  [1280, 'dark'],
  [375, 'light'],
  [375, 'dark']
] as const)('at %i pixels, %s, the page', (width, colorScheme) => {
  it('has nothing that axe finds wrong, and nothing wider than the window', async () => {
    const { page, errors } = await deliveries.open()
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const expectGood = async () => {
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
    await page.locator('.plot canvas').first().waitFor()
    await page.getByText('By time, user, event or condition').click()
    await expectGood()

    await page.route('**/api/failures/difference', (route) => route.fulfill({ json: difference }))
    await openGroup(page)
    await page.getByRole('button', { name: 'Difference' }).click()
    await part(page, 'Difference').locator('summary').first().click()
    await page.getByText('jane@example.com').waitFor()
    await expectGood()

    await row(page, 'Failed deliveries', 'identify u3').getByRole('link').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: 'Edit the event' }).click()
    await drawer.getByRole('textbox', { name: 'Corrected event' }).waitFor()
    await drawer.locator('.tok-propertyName').first().waitFor()
    await expectGood()
    expect(errors).toEqual([])
  })
})

describe('the keyboard', () => {
  it('is enough to open a group and a delivery, to look at it, and to go back', async () => {
    const { page } = await deliveries.open()
    await row(page, 'Groups of failed deliveries', 'wigzo').getByRole('link').focus()
    await page.keyboard.press('Enter')
    await part(page, 'Sample').getByRole('article').waitFor()
    // Reading goes on at the heading of the group.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H3')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Resend the first 10')

    const link = row(page, 'Failed deliveries', 'identify u3').getByRole('link')
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let tab = 0; tab < 12; tab++) {
      await page.keyboard.press('Tab')
      const isInside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null
      )
      expect(isInside).toBe(true)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('sees where it is', async () => {
    const { page } = await deliveries.open()
    await row(page, 'Groups of failed deliveries', 'wigzo').waitFor()
    for (let tab = 0; tab < 10; tab++) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
      expect(outline).toBe('solid')
    }
  })
})

describe('what comes later', () => {
  it('does not move what somebody reads', async () => {
    const { page } = await deliveries.open()
    // Everything above the group has its size.
    await page.locator('.plot canvas').first().waitFor()
    await openGroup(page)
    const third = row(page, 'Failed deliveries', 'identify u3')
    const before = await third.boundingBox()
    await deliveries.fault('wigzo', { status: 422, times: 1 })
    await deliveries.send(identify('late'))
    await page.getByRole('button', { name: 'Show 1 more that failed meanwhile' }).waitFor()
    expect((await third.boundingBox())?.y).toBe(before?.y)
    await page.getByRole('button', { name: 'Show 1 more that failed meanwhile' }).click()
    await row(page, 'Failed deliveries', 'identify late').waitFor()
  })
})

import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveryConfig, DestinationConfig } from '@partner-destinations/delivery'
import type { Page } from 'playwright-core'
import { identify, openDeliveries, row } from '../browser-tests/open-deliveries'
import { openTester, part, pasteEvent, pick, send, typeEvent } from '../browser-tests/open-tester'

const folder = path.join(__dirname, '../../../docs/images')

/** The main states of the page: what is done in each, and how the window is. */
const states: Record<
  string,
  { width: number; height: number; colorScheme: 'light' | 'dark'; act: (page: Page) => Promise<unknown> }
> = {
  'tester-delivered': {
    width: 1280,
    height: 860,
    colorScheme: 'light',
    act: async (page) => {
      await pick(page, { destination: 'refersion', action: 'createAffiliate' })
      await send(page)
    }
  },
  'tester-fault': {
    width: 1280,
    height: 860,
    colorScheme: 'dark',
    act: async (page) => {
      await pick(page, { destination: 'wishpond' })
      await page.getByLabel('Fault of the next call').selectOption('status429')
      await send(page)
    }
  },
  'tester-mapping': {
    width: 1280,
    height: 860,
    colorScheme: 'light',
    act: async (page) => {
      await pick(page, { destination: 'wigzo', action: 'identifyUser' })
      const traits = { email: 'jane.kim@example.com', phone: '+1 555 0100' }
      await typeEvent(page, JSON.stringify({ type: 'identify', traits }, null, 2))
      await page.getByRole('group', { name: 'User ID', exact: true }).getByRole('alert').waitFor()
      await page.getByRole('button', { name: 'Form' }).evaluate((button) => button.scrollIntoView())
    }
  },
  'tester-many': {
    width: 1280,
    height: 860,
    colorScheme: 'light',
    act: async (page) => {
      await pick(page, { destination: 'wigzo' })
      const events = Array.from({ length: 1000 }, (_, index) => {
        const userId = `user-${index + 1}`
        if (index % 100 === 40) return { type: 'screen', userId, name: 'Home' }
        if (index % 10 === 7) return { type: 'track', userId, event: 'Product Added', properties: {} }
        return { type: 'identify', userId, traits: { email: `${userId}@example.com` } }
      })
      await pasteEvent(page, events.map((event) => JSON.stringify(event)).join('\n'))
      await page.getByText('A batch of 1,000 events').waitFor()
      await send(page)
    }
  },
  'tester-phone': {
    width: 375,
    height: 812,
    colorScheme: 'dark',
    act: async (page) => {
      await pick(page, { destination: 'wigzo' })
      await send(page)
    }
  }
}

/** The states of the page of deliveries. Each begins on the overview. */
const deliveryStates: typeof states = {
  deliveries: { width: 1280, height: 1180, colorScheme: 'light', act: async () => undefined },
  'deliveries-group': {
    width: 1280,
    height: 900,
    colorScheme: 'light',
    act: async (page) => {
      await openGroup(page)
      await part(page, 'Failed deliveries')
        .first()
        .evaluate((section) => section.scrollIntoView())
    }
  },
  'deliveries-difference': {
    width: 1280,
    height: 900,
    colorScheme: 'dark',
    act: async (page) => {
      await openGroup(page)
      await page.getByRole('button', { name: 'Difference' }).click()
      const difference = part(page, 'Difference')
      await difference.locator('summary').first().click()
      await part(page, 'Failed deliveries')
        .first()
        .evaluate((section) => section.scrollIntoView())
    }
  },
  'deliveries-delivery': {
    width: 1280,
    height: 900,
    colorScheme: 'light',
    act: async (page) => {
      await openGroup(page)
      await row(page, 'Failed deliveries', 'order-').nth(2).getByRole('link').click()
      await page
        .getByRole('article', { name: /^Attempt/ })
        .first()
        .waitFor()
    }
  },
  'deliveries-phone': { width: 375, height: 812, colorScheme: 'dark', act: async () => undefined }
}

async function openGroup(page: Page): Promise<void> {
  await row(page, 'Groups of failed deliveries', 'wigzo').first().getByRole('link').click()
  await part(page, 'Sample').getByRole('article').waitFor()
}

/** Takes the pictures of the pages that the documentation shows. */
async function main() {
  await takeTester()
  await takeDeliveries()
}

async function takeTester() {
  const tester = await openTester()
  try {
    for (const [name, state] of Object.entries(states)) {
      await take(name, state, (await tester.open()).page, (page) => page.locator('.cm-content').first().waitFor())
    }
  } finally {
    await tester.close()
  }
}

/** The config with a mistake: orders are sent to Wigzo with their own ids in the place of those of their products. */
function withMistake(config: DeliveryConfig): DeliveryConfig {
  const mistake = { product_ids: { '@path': '$.properties.order_id' } }
  const subscriptions = ({ subscriptions: all }: DestinationConfig) => {
    return all.map((one) =>
      one.partnerAction === 'trackCommerceEvent' ? { ...one, mapping: { ...one.mapping, ...mistake } } : one
    )
  }
  return { ...config, destinations: config.destinations.map((one) => ({ ...one, subscriptions: subscriptions(one) })) }
}

/** A shop whose orders fail, because a mapping has a mistake. It has been corrected since. */
async function takeDeliveries() {
  let corrected: DeliveryConfig | undefined
  const deliveries = await openDeliveries((config) => withMistake((corrected = config)))
  try {
    const user = (index: number) => `user-${index}`
    const order = (index: number) => ({
      type: 'track',
      event: 'Order Completed',
      userId: user(index),
      messageId: `order-${index}`,
      properties: {
        order_id: `order-${index}`,
        total: 20 + index,
        currency: 'EUR',
        products: [{ product_id: 'p1', price: 20 }]
      }
    })
    for (let batch = 0; batch < 6; batch++) {
      const people = Array.from({ length: 12 }, (_, index) => identify(user(batch * 12 + index), { name: 'Jane Kim' }))
      await deliveries.send(...people)
      await sleep(5_000)
    }
    await deliveries.fault('wigzo', { status: 422, times: 40 })
    await deliveries.send(...Array.from({ length: 40 }, (_, index) => order(index)))
    await sleep(12_000)
    await deliveries.reload(corrected ?? deliveries.config)
    for (const [name, state] of Object.entries(deliveryStates)) {
      await take(name, state, (await deliveries.open()).page, (page) => page.locator('.plot canvas').first().waitFor())
    }
  } finally {
    await deliveries.close()
  }
}

async function take(
  name: string,
  { width, height, colorScheme, act }: typeof states[string],
  page: Page,
  isReady: (page: Page) => Promise<void>
): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme })
  await page.reload()
  await isReady(page)
  await act(page)
  await page.waitForTimeout(500) // the preview and the colours of JSON come a moment later
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

void main()

import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '@partner-destinations/delivery'
import type { DeliveryConfig } from '@partner-destinations/delivery'
import { catalogOf } from '@partner-destinations/server/delivery'
import { defaultDirectory } from '@partner-destinations/server/destinations'
import type { Page } from 'playwright-core'
import { openDeliveries, row } from '../browser-tests/open-deliveries'
import { openTester, part, pasteEvent, pick, send, typeEvent } from '../browser-tests/open-tester'

const docs = path.join(__dirname, '../../../docs')

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

/** The states of the page of deliveries in the story of docs/operate.md. Each begins on the overview. */
const deliveryStates: typeof states = {
  deliveries: { width: 1280, height: 900, colorScheme: 'light', act: async () => undefined },
  'deliveries-delivery': {
    width: 1280,
    height: 900,
    colorScheme: 'light',
    act: async (page) => {
      await openGroup(page)
      await row(page, 'Failed deliveries', 'order-1000').getByRole('link').click()
      await page
        .getByRole('article', { name: /^Attempt/ })
        .last()
        .evaluate((attempt) => attempt.scrollIntoView())
    }
  },
  'deliveries-difference': {
    width: 1280,
    height: 900,
    colorScheme: 'light',
    act: async (page) => {
      await openGroup(page)
      await page.getByRole('button', { name: 'Difference' }).click()
      const difference = part(page, 'Difference')
      await difference.locator('summary').first().click()
      await difference.getByText('Delivery 1', { exact: true }).click()
      await part(page, 'Failed deliveries')
        .first()
        .evaluate((section) => section.scrollIntoView())
    }
  }
}

async function openGroup(page: Page): Promise<void> {
  await row(page, 'Groups of failed deliveries', 'wigzo').first().getByRole('link').click()
  await row(page, 'Failed deliveries', 'order-1000').waitFor()
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

/** The configs of docs/operate.md: with a mistake in a mapping, and corrected. */
function configs(): DeliveryConfig[] {
  const text = fs.readFileSync(path.join(docs, 'operate.md'), 'utf8')
  return [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, yaml]) =>
    readConfig(yaml, 'docs/operate.md', { catalog: catalogOf(defaultDirectory), env: {} })
  )
}

/** The story of docs/operate.md: a thousand orders have failed, because a mapping had a mistake that is corrected now. */
async function takeDeliveries() {
  const [mistaken, corrected] = configs()
  const deliveries = await openDeliveries(({ store }) => ({ ...mistaken, store }))
  try {
    const orders = Array.from({ length: 1000 }, (_, index) => ({
      type: 'track',
      event: 'Order Completed',
      messageId: `order-${index + 1}`,
      userId: `u${index + 1}`,
      properties: { products: [{ sku: `p${index + 1}` }] }
    }))
    await deliveries.send(...orders)
    // The plot shows what has ended before the last ten seconds.
    await sleep(25_000)
    await deliveries.reload({ ...corrected, store: deliveries.config.store })
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
  await page.screenshot({ path: path.join(docs, 'images', `${name}.png`) })
}

void main()

import path from 'node:path'
import type { Page } from 'playwright-core'
import { openTester, pasteEvent, pick, send, typeEvent } from '../browser-tests/open-tester'

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

/** Takes the pictures of the page that the documentation shows. */
async function main() {
  const tester = await openTester()
  try {
    for (const [name, { width, height, colorScheme, act }] of Object.entries(states)) {
      const { page } = await tester.open()
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await page.reload()
      await page.locator('.cm-content').first().waitFor()
      await act(page)
      await page.waitForTimeout(500) // the preview and the colours of JSON come a moment later
      await page.screenshot({ path: path.join(folder, `${name}.png`) })
    }
  } finally {
    await tester.close()
  }
}

void main()

import { setTimeout as sleep } from 'node:timers/promises'
import { inflateRawSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { patience, startChromium } from '../../browser-destinations/browser-tests/chromium'
import type { LinkedState } from '../src/state/link'
import { startServer } from '../test/local-server'

/** The page, in a browser, on a server of its own. */
export async function openTester(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options)
  const chromium = await startChromium()
  const url = `http://localhost:${server.port}/`
  return {
    server,
    chromium,
    url,
    /** A page of a new visitor, ready to use; with the errors that nothing caught or the policy caused. */
    async open(path = ''): Promise<{ page: Page; errors: string[] }> {
      const { page, errors } = await chromium.open()
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.goto(url + path)
      await page.locator('.cm-content').first().waitFor()
      return { page, errors }
    },
    async close() {
      await chromium.close()
      await server.stop()
    }
  }
}

/** Replaces what is in the editor of the event. */
export async function typeEvent(page: Page, event: unknown): Promise<void> {
  await page
    .getByRole('textbox', { name: 'Event', exact: true })
    .fill(typeof event === 'string' ? event : JSON.stringify(event))
}

/** Pastes a text into the editor of the event, in the place of what is in it. */
export async function pasteEvent(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.getByRole('textbox', { name: 'Event', exact: true }).focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+V')
}

export async function pick(page: Page, { destination, action }: { destination?: string; action?: string }) {
  if (destination !== undefined) await page.getByLabel('Destination', { exact: true }).selectOption(destination)
  if (action !== undefined) await page.getByLabel('Action', { exact: true }).selectOption(action)
}

/** Sends, and waits for what came of it. */
export async function send(page: Page): Promise<string> {
  const isAnswer = (answer: Response) => answer.request().method() === 'POST' && !answer.url().includes('/preview/')
  await Promise.all([page.waitForResponse(isAnswer), page.getByRole('button', { name: 'Send', exact: true }).click()])
  const shown = page.locator('.verdict, #result [role=alert]').first()
  await shown.waitFor()
  return (await shown.textContent()) ?? ''
}

/** What is in a part of the page. */
export function part(page: Page, name: string | RegExp) {
  return page.getByRole('region', { name })
}

/** Waits until expectations of what the page will show are met. Their own error tells what did not come. */
export async function eventually(expectations: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + patience
  for (;;) {
    try {
      return await expectations()
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await sleep(20)
  }
}

/** What the address of the page would bring back. The page writes it some time after the last change. */
export function stateInAddress(page: Page): LinkedState {
  const [, compressed = ''] = page.url().split('#state=z.')
  return JSON.parse(inflateRawSync(Buffer.from(compressed, 'base64url')).toString()) as LinkedState
}

/** Lets no call of a page reach the server, as if the vendor answered none of them. */
export async function holdCalls(page: Page, folder: string): Promise<void> {
  await page.route(new RegExp(`^http://[^/]+/${folder}/\\w+$`), () => undefined)
}

export async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

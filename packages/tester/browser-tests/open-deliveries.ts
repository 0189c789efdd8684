import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { defaultConfig } from '@partner-destinations/delivery'
import type { DeliveryConfig } from '@partner-destinations/delivery'
import { catalogOf, startDelivery } from '@partner-destinations/server/delivery'
import { defaultDirectory } from '@partner-destinations/server/destinations'
import type { Page } from 'playwright-core'
import { startChromium } from '../../browser-destinations/browser-tests/chromium'

/**
 * The page of deliveries, in a browser, on an engine of its own that delivers to the sandbox.
 * @param fill writes into the file of the store before the engine opens it
 */
export async function openDeliveries(
  change: (config: DeliveryConfig) => DeliveryConfig = (config) => config,
  fill: (store: string) => Promise<void> = async () => undefined
) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deliveries-'))
  const store = path.join(folder, 'delivery.db')
  const config = change({ ...defaultConfig(catalogOf(defaultDirectory)), store })
  const start = (operatingPort: number) => {
    const logTo = { write: () => undefined }
    const where = { directory: defaultDirectory, live: false, host: '127.0.0.1', port: 0, operatingPort }
    return startDelivery({ config, ...where, threads: 1, logTo })
  }
  await fill(store)
  let delivery = await start(0)
  const url = `${delivery.engine.operatingUrl}/`
  const chromium = await startChromium()
  return {
    url,
    config,
    get engine() {
      return delivery.engine
    },
    reload: (next: DeliveryConfig) => delivery.reload(next),
    stop: () => delivery.kill(),
    /** Starts it again, where it was. */
    async restart() {
      delivery = await start(Number(new URL(url).port))
    },
    /** A page of a new visitor that is told what happens; with the errors that nothing caught or the policy caused. */
    async open(address = ''): Promise<{ page: Page; errors: string[] }> {
      const { page, errors } = await chromium.open()
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.goto(url + address)
      await page.getByRole('table', { name: 'Destinations' }).waitFor()
      return { page, errors }
    },
    /** Sends events to the intake. */
    async send(...batch: object[]): Promise<void> {
      const body = JSON.stringify({ batch, writeKey: 'demo' })
      const { status } = await fetch(`http://127.0.0.1:${delivery.engine.port}/v1/batch`, { method: 'POST', body })
      if (status !== 200) throw new Error(`The intake answered ${status}.`)
    },
    /** Says what goes wrong with the next requests to a vendor. */
    async fault(vendor: string, ...faults: object[]): Promise<void> {
      await fetch(`${url}sandbox/${vendor}/faults`, { method: 'PUT', body: JSON.stringify(faults) })
    },
    /** What the sandbox holds of a vendor. */
    async holdings(vendor: string) {
      return (await (await fetch(`${url}sandbox/${vendor}`)).json()) as Record<string, Record<string, unknown>[]>
    },
    async close() {
      await chromium.close()
      await delivery.kill()
      fs.rmSync(folder, { recursive: true })
    }
  }
}

/** A person that the vendors get to know. */
export function identify(userId: string, traits: object = {}) {
  return {
    type: 'identify',
    userId,
    messageId: `identify ${userId}`,
    traits: { email: `${userId}@example.com`, ...traits }
  }
}

/** The row of a table that has a text. */
export function row(page: Page, table: string, text: string) {
  return page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text })
}

/** The cell of a row below a title. */
export function cell(page: Page, table: string, text: string, title: string) {
  return row(page, table, text).locator(`[data-title="${title}"]`)
}

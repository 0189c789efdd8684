import type { DeliveryConfig } from '@partner-destinations/delivery'
import { identify, cell, openDeliveries, row } from './open-deliveries'
import { part } from './open-tester'

const many = 1000

/** Wigzo alone, whose subscription for users takes the id from a place in the event. */
function withUserIdFrom(path: string, config: DeliveryConfig): DeliveryConfig {
  const wigzo = config.destinations.filter(({ name }) => name === 'wigzo')
  return {
    ...config,
    destinations: wigzo.map((destination) => ({
      ...destination,
      subscriptions: destination.subscriptions
        .filter(({ name }) => name === 'Identify User')
        .map((subscription) => ({ ...subscription, mapping: { ...subscription.mapping, userId: { '@path': path } } }))
    }))
  }
}

let deliveries: Awaited<ReturnType<typeof openDeliveries>>

afterEach(() => deliveries.close())

/** The addresses of those whom the vendor knows. */
async function held(): Promise<unknown[]> {
  const { users } = await deliveries.holdings('wigzo')
  return users.map(({ attributes }) => (attributes as { email?: unknown }).email).sort()
}

function emails(users: string[]): string[] {
  return users.map((user) => `${user}@example.com`).sort()
}

describe('a mistake in a mapping that makes a thousand events fail', () => {
  it('is found on the page, corrected and looked at, and what failed is resent: a few first, and then the rest', async () => {
    deliveries = await openDeliveries((config) => withUserIdFrom('$.traits.missing', config))
    const { page, errors } = await deliveries.open()
    const users = Array.from({ length: many }, (_, index) => `u${index + 1}`)
    for (let first = 0; first < many; first += 250) {
      await deliveries.send(...users.slice(first, first + 250).map((user) => identify(user)))
    }
    await cell(page, 'Destinations', 'wigzo', 'Failed').getByText('1,000', { exact: true }).waitFor()
    expect(await held()).toEqual([])

    await row(page, 'Groups of failed deliveries', 'wigzo').getByRole('link').click()
    await page.getByRole('heading', { name: /User ID/ }).waitFor()
    await deliveries.reload(withUserIdFrom('$.userId', deliveries.config))
    await row(page, 'Operator log', 'config').waitFor()

    await page.getByRole('button', { name: 'Difference' }).click()
    await page.getByText('Compared 1,000 deliveries. Nothing was sent to the vendor.').waitFor()
    const difference = part(page, 'Difference')
    await difference.getByText('would be delivered').waitFor()
    expect(await difference.locator('.group').count()).toBe(1)
    expect(await difference.locator('.group').textContent()).toMatch(/^1,000 would be delivered/)
    expect(await held()).toEqual([])

    await page.getByRole('button', { name: 'Resend the first 10' }).click()
    await page.getByText('10 deliveries will be attempted again. 990 deliveries are failed still.').waitFor()
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('10', { exact: true }).waitFor()
    expect(await held()).toEqual(emails(users.slice(0, 10)))

    await page.getByRole('button', { name: 'Resend all 990' }).click()
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('1,000', { exact: true }).waitFor()
    await page.getByText('Nothing in this group is failed any more.').waitFor()
    // As if nothing had happened.
    expect(await held()).toEqual(emails(users))
    expect(errors).toEqual([])
  })
})

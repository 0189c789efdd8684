import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { cell, identify, openDeliveries, row } from './open-deliveries'
import { part } from './open-tester'

let deliveries: Awaited<ReturnType<typeof openDeliveries>>

beforeEach(async () => {
  deliveries = await openDeliveries((config) => ({
    ...config,
    destinations: config.destinations
      .filter(({ name }) => name === 'wigzo' || name === 'wishpond')
      // A fault that can be retried fails at once.
      .map((destination) => ({ ...destination, retryWindowMs: 0 }))
  }))
})

afterEach(() => deliveries.close())

/** Makes the deliveries to Wigzo of so many users fail. */
async function fail(users: string[], fault: object = { status: 422 }): Promise<void> {
  const before = (await deliveries.engine.counts()).wigzo.failed
  await deliveries.fault('wigzo', { ...fault, times: users.length })
  await deliveries.send(...users.map((user) => identify(user)))
  // A page that is opened before all have failed would show them one by one.
  while ((await deliveries.engine.counts()).wigzo.failed < before + users.length) await sleep(20)
}

async function openGroup(page: Page): Promise<void> {
  await page.getByRole('table', { name: 'Groups of failed deliveries' }).getByRole('link').first().click()
  await part(page, 'Sample').getByRole('article').waitFor()
}

function users(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `u${index + 1}`)
}

describe('a page that is open', () => {
  it('shows what happens, without a reload', async () => {
    const { page, errors } = await deliveries.open()
    await page.getByText('Nothing has failed.').waitFor()
    await page.getByText('Nothing leaves this machine').waitFor()
    await deliveries.send(identify('u1'))
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('1', { exact: true }).waitFor()
    await cell(page, 'Destinations', 'wigzo', 'P95 latency')
      .getByText(/^\d+(\.\d)? m?s$/)
      .waitFor()
    await page.getByText('In the last hour, or since delivery started: 2 delivered, 0 failed').waitFor()

    await fail(['u2', 'u3'])
    await cell(page, 'Destinations', 'wigzo', 'Failed').getByText('2', { exact: true }).waitFor()
    await cell(page, 'Groups of failed deliveries', 'wigzo', 'Count').getByText('2', { exact: true }).waitFor()
    expect(await cell(page, 'Groups of failed deliveries', 'wigzo', 'Code').textContent()).toBe('MESSAGE_REJECTED 422')
    await page.waitForFunction(() => document.title === 'Deliveries (2 failed)')
    await page.getByRole('img', { name: /^Deliveries of the last hour over time: 4 delivered, 2 failed/ }).waitFor()
    expect(errors).toEqual([])
  })

  it('pauses and resumes a destination, and the log says who did', async () => {
    const { page } = await deliveries.open()
    await page.getByRole('button', { name: 'Pause wigzo' }).click()
    await cell(page, 'Destinations', 'wigzo', 'State').getByText('Paused on the page.').waitFor()
    await deliveries.send(identify('u1'))
    await cell(page, 'Destinations', 'wigzo', 'Backlog').getByText('1', { exact: true }).waitFor()
    await cell(page, 'Destinations', 'wigzo', 'Oldest')
      .getByText(/^\d+ (s|min)$/)
      .waitFor()
    await page.getByRole('button', { name: 'Resume wigzo' }).click()
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('1', { exact: true }).waitFor()
    await row(page, 'Operator log', 'resume').waitFor()
    expect(await row(page, 'Operator log', 'pause').textContent()).toContain(os.userInfo().username)
  })

  it('says so when delivery is gone, and goes on when it is back', async () => {
    const { page } = await deliveries.open()
    await deliveries.send(identify('u1'))
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('1', { exact: true }).waitFor()
    await deliveries.stop()
    await page.getByText('Reconnecting…').waitFor()
    await page.getByRole('button', { name: 'Pause wigzo' }).click()
    await page.getByRole('alert').getByText('Delivery does not answer. Is it still running?').waitFor()
    await deliveries.restart()
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' })
    await deliveries.send(identify('u2'))
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('2', { exact: true }).waitFor()
  })
})

describe('a group of failed deliveries', () => {
  it('has a sample beside its answer, and each delivery to open, also after a reload', async () => {
    await fail(['u1', 'u2'])
    const { page, errors } = await deliveries.open()
    await openGroup(page)
    const sample = part(page, 'Sample')
    expect(await sample.getByRole('region', { name: 'Body of request 1' }).textContent()).toContain('u2@example.com')
    expect(await sample.textContent()).toContain('422')

    await row(page, 'Failed deliveries', 'identify u1').getByRole('link').click()
    const drawer = page.getByRole('dialog', { name: /^Delivery \d+ failed$/ })
    await drawer
      .getByRole('region', { name: /^Event of delivery/ })
      .getByText('"u1@example.com"')
      .waitFor()
    expect(await drawer.getByRole('region', { name: /^Payload of delivery/ }).textContent()).toContain('u1@example.com')
    expect(await drawer.getByRole('article', { name: 'Attempt 1' }).textContent()).toContain('MESSAGE_REJECTED')
    expect(await drawer.textContent()).toContain('wigzo Identify User → identifyUser')

    await page.reload()
    await drawer.getByRole('article', { name: 'Attempt 1' }).waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await row(page, 'Failed deliveries', 'identify u1').waitFor()
    await page.goBack()
    await drawer.waitFor()
    expect(errors).toEqual([])
  })

  it('marks what the vendor may have already', async () => {
    await fail(['u1'], { reset: 'during' })
    const { page } = await deliveries.open()
    await openGroup(page)
    await cell(page, 'Failed deliveries', 'identify u1', 'Marks').getByText('possible duplicate').waitFor()
    await row(page, 'Failed deliveries', 'identify u1').getByRole('link').click()
    await page.getByRole('dialog').getByText('so the vendor may have it already').waitFor()
  })

  it('is resent: a few first, and then the rest', async () => {
    await fail(users(12))
    const { page } = await deliveries.open()
    await openGroup(page)
    await page.getByLabel('How many to resend first').fill('3')
    await page.getByRole('button', { name: 'Resend the first 3' }).click()
    await page.getByText('3 deliveries will be attempted again. 9 deliveries are failed still.').waitFor()
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('3', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Resend all 9' }).click()
    await cell(page, 'Destinations', 'wigzo', 'Delivered').getByText('12', { exact: true }).waitFor()
    await page.getByText('Nothing in this group is failed any more.').waitFor()
    expect((await deliveries.holdings('wigzo')).users).toHaveLength(12)
    await row(page, 'Operator log', 'first').waitFor()
    await row(page, 'Operator log', 'resend').nth(1).waitFor()
    expect(await row(page, 'Operator log', 'resend').count()).toBe(2)
    await page.getByRole('link', { name: '← All groups' }).click()
    await page.getByText('Nothing has failed.').waitFor()
  })

  it('is discarded only after a question', async () => {
    await fail(['u1', 'u2'])
    const { page } = await deliveries.open()
    await openGroup(page)
    await page.getByRole('button', { name: 'Discard all' }).click()
    const question = page.getByRole('dialog', { name: 'Discard 2 deliveries?' })
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'hidden' })
    expect((await deliveries.engine.counts()).wigzo).toMatchObject({ failed: 2 })
    await page.getByRole('button', { name: 'Discard all' }).click()
    await question.getByRole('button', { name: 'Discard', exact: true }).click()
    await page.getByText('2 deliveries were discarded.').waitFor()
    await cell(page, 'Destinations', 'wigzo', 'Failed').getByText('0', { exact: true }).waitFor()
    expect((await deliveries.engine.counts()).wigzo).toMatchObject({ failed: 0, filtered: 2, delivered: 0 })
  })

  it('is found by its destination, its code, the user, the event and a condition', async () => {
    await fail(['u1', 'u2'])
    while ((await deliveries.engine.counts()).wishpond.delivered < 2) await sleep(20)
    await deliveries.fault('wishpond', { status: 400, times: 1 })
    await deliveries.send({ ...identify('u3'), traits: { email: 'u3@example.com', plan: 'gold' } })
    const { page } = await deliveries.open()
    const groups = page.getByRole('table', { name: 'Groups of failed deliveries' })
    await page.getByText('3 deliveries in 2 groups').waitFor()
    await page.getByLabel('Destination', { exact: true }).selectOption('wishpond')
    await page.getByText('1 delivery in 1 group').waitFor()
    expect(await groups.textContent()).not.toContain('wigzo')
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByText('3 deliveries in 2 groups').waitFor()

    await page.getByText('By time, user, event or condition').click()
    await page.getByLabel('User', { exact: true }).fill('u2')
    await page.keyboard.press('Enter')
    await page.getByText('1 delivery in 1 group').waitFor()
    await openGroup(page)
    await page.getByText('Only those that match the filter.').waitFor()
    await row(page, 'Failed deliveries', 'identify u2').waitFor()
    expect(await row(page, 'Failed deliveries', 'identify').count()).toBe(1)
    await page.getByRole('link', { name: '← All groups' }).click()
    expect(await page.getByLabel('User', { exact: true }).inputValue()).toBe('u2')

    await page.getByLabel('User', { exact: true }).fill('')
    await page.getByLabel('Condition (FQL)').fill('traits.plan = "gold"')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    // The filter of before had one group too.
    await groups.getByText('wishpond').first().waitFor()
    await page.getByText('1 delivery in 1 group').waitFor()
    await page.getByLabel('Condition (FQL)').fill('traits.plan =')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('alert').getByText('must be a condition in FQL').waitFor()
  })
})

describe('a failed delivery', () => {
  async function openDelivery(page: Page) {
    await openGroup(page)
    await row(page, 'Failed deliveries', 'identify u1').getByRole('link').click()
    const drawer = page.getByRole('dialog', { name: /^Delivery/ })
    await drawer.getByRole('button', { name: 'Resend', exact: true }).waitFor()
    return drawer
  }

  it('is resent alone, and shows how that ends', async () => {
    await fail(['u1', 'u2'])
    const { page } = await deliveries.open()
    const drawer = await openDelivery(page)
    await drawer.getByRole('button', { name: 'Resend', exact: true }).click()
    await drawer.getByText('1 delivery will be attempted again.').waitFor()
    await page.getByRole('dialog', { name: /delivered$/ }).waitFor()
    await drawer.getByRole('article', { name: 'Attempt 2' }).waitFor()
    expect((await deliveries.engine.counts()).wigzo).toMatchObject({ failed: 1, delivered: 1 })
  })

  it('is corrected: the new event is delivered in its place, and each leads to the other', async () => {
    await fail(['u1'])
    const { page, errors } = await deliveries.open()
    const drawer = await openDelivery(page)
    await drawer.getByRole('button', { name: 'Edit the event' }).click()
    const editor = drawer.getByRole('textbox', { name: 'Corrected event' })
    const save = drawer.getByRole('button', { name: 'Save and send' })
    expect(await save.isDisabled()).toBe(true)
    await editor.fill('{"type": "identify"')
    expect(await save.isDisabled()).toBe(true)
    await editor.fill('[1]')
    await drawer.getByText('An event is an object in braces.').waitFor()
    await editor.fill('{"type": "nothing", "userId": "u1"}')
    await save.click()
    await drawer.getByRole('alert').waitFor()
    await editor.fill(JSON.stringify({ type: 'identify', userId: 'u1', traits: { email: 'corrected@example.com' } }))
    await save.click()
    await drawer.getByText('The corrected event was stored, with 1 delivery').waitFor()
    await page.getByRole('dialog', { name: /filtered$/ }).waitFor()
    await drawer.getByRole('link', { name: /^delivery \d+$/ }).click()
    await page.getByRole('dialog', { name: /delivered$/ }).waitFor()
    await page.getByText('identify u1#2', { exact: true }).waitFor()
    expect((await deliveries.holdings('wigzo')).users).toMatchObject([
      { attributes: { email: 'corrected@example.com' } }
    ])
    expect(errors.filter((error) => !error.includes('400'))).toEqual([])
  })
})

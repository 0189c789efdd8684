import type { Page } from 'playwright-core'
import { openTester, part, pick, send } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(async () => {
  expect(tester.chromium.outside()).toEqual([])
  await tester.close()
})

function panel(page: Page) {
  return page.locator('details', { has: page.getByRole('heading', { name: 'Settings', exact: true }) })
}

async function testAuthentication(page: Page) {
  await page.getByRole('button', { name: 'Test authentication' }).click()
  return panel(page).getByRole('status')
}

describe('a test of the authentication', () => {
  it('says that the vendor has accepted the settings, or has not', async () => {
    const { page } = await tester.open()
    await page.getByText('Settings', { exact: true }).click()
    const status = await testAuthentication(page)
    await status.getByText('✓ The settings are accepted').waitFor()
    await page.getByLabel('API Key').fill('pub_other.sec_other')
    await testAuthentication(page)
    await status.getByText(/^✗ /).waitFor()
    expect(await send(page)).toBe('Failed after 1 request')
    expect(await part(page, 'What happened').textContent()).toContain('InvalidAuthenticationError')
    expect(await page.locator('main').innerText()).not.toContain('sec_other')
  })

  it('says when the vendor was not asked', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wigzo' })
    await page.getByText('Settings', { exact: true }).click()
    await page.getByLabel('Organization Token').fill('wrong')
    const status = await testAuthentication(page)
    await status.getByText('The settings have the right form.').waitFor()
    expect(await status.textContent()).not.toContain('✓')
    expect(await status.locator('.good, .bad').count()).toBe(0)
  })
})

describe('settings that are missing', () => {
  it('open the panel, and are marked', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    const token = page.getByLabel('Tracking Key')
    expect(await token.isVisible()).toBe(false)
    await panel(page).locator('summary').click()
    await token.fill('')
    await panel(page).getByText('A value is required.').waitFor()
    expect(await token.getAttribute('aria-invalid')).toBe('true')
    expect(await panel(page).locator('summary').textContent()).toContain('1 required value is missing')

    // After opening a link or starting in live mode, nobody has seen the panel yet.
    const hash = Buffer.from(
      JSON.stringify({ folder: 'wishpond', action: 'event', eventText: '{}', settings: { trackingKey: '' } })
    )
    const { page: other } = await tester.open(`#state=${hash.toString('base64url')}`)
    await other.getByText('1 required value is missing').waitFor()
    expect(await other.getByLabel('Tracking Key').isVisible()).toBe(true)
  })

  it('open the panel again when the event cannot be sent without them', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await panel(page).locator('summary').click()
    await page.getByLabel('Tracking Key').fill('')
    await panel(page).locator('summary').click()
    expect(await page.getByLabel('Tracking Key').isVisible()).toBe(false)
    expect(await send(page)).toMatch(/^Failed/)
    await page.getByLabel('Tracking Key').waitFor()
  })
})

import type { Page } from 'playwright-core'
import { holdCalls, openTester, part, pick, send } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(() => tester.close())

async function openAt(width: number): Promise<Page> {
  const { page } = await tester.open()
  await page.setViewportSize({ width, height: 812 })
  return page
}

describe.each([1280, 375])('at %i pixels', (width) => {
  it('the buttons of “Take away” are equally wide', async () => {
    const page = await openAt(width)
    const boxes = await Promise.all(
      (await part(page, 'Take away').getByRole('button').all()).map((button) => button.boundingBox())
    )
    expect(new Set(boxes.map((box) => box?.width)).size).toBe(1)
    expect(boxes).toHaveLength(4)
  })

  it('nothing shows between the bar with Send and what scrolls under it', async () => {
    const page = await openAt(width)
    await pick(page, { destination: 'refersion' })
    await send(page)
    const bar = page.locator('.send-bar')
    await part(page, 'Take away').scrollIntoViewIfNeeded()
    const box = await bar.boundingBox()
    const above = await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest('.card')?.getAttribute('aria-label') ?? 'no card',
      // On a wide screen, look above the bar. On a phone, the bar is at the bottom: look at its last row.
      { x: (box?.x ?? 0) + 40, y: width > 980 ? (box?.y ?? 0) - 8 : (box?.y ?? 0) + (box?.height ?? 0) - 1 }
    )
    expect(above).toBe('no card')
  })

  it('a table that is wider than its place says so until its end is in sight', async () => {
    const page = await openAt(width)
    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    await send(page)
    const holdings = part(page, 'What Refersion now holds')
    await holdings.getByText('Scroll sideways for more columns').waitFor()
    await holdings.getByRole('region', { name: 'Table of affiliates' }).evaluate((table) => table.scrollTo(10_000, 0))
    await holdings.getByText('← More columns').waitFor()
    expect(await holdings.getByText('Scroll sideways').count()).toBe(0)
  })

  it('the choice of a fault has a label to see, and Send is beside it, also while a call can be cancelled', async () => {
    const page = await openAt(width)
    const label = await page.getByText('Fault of the next call').boundingBox()
    expect(label?.width).toBeGreaterThan(100)
    expect(label?.height).toBeGreaterThan(10)
    await holdCalls(page, 'refersion')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const cancel = page.getByRole('button', { name: 'Cancel' })
    const [fault, button] = [await page.getByLabel('Fault of the next call').boundingBox(), await cancel.boundingBox()]
    expect((fault?.x ?? 0) + (fault?.width ?? 0)).toBeLessThanOrEqual(button?.x ?? 0)
    await cancel.click()
  })
})

describe('what is counted', () => {
  it('is read as it is meant, one or many', async () => {
    const page = await openAt(1280)
    await pick(page, { destination: 'wishpond' })
    await send(page)
    const heading = part(page, 'What Wishpond now holds').getByRole('heading', { name: 'leads' })
    expect(await heading.textContent()).toBe('leads')
    const headers = await page.locator('#result .headers summary').allTextContents()
    expect(headers.length).toBeGreaterThan(1)
    for (const text of headers) expect(text).toMatch(/^(1 header|([02-9]|\d\d) headers)$/)
  })
})

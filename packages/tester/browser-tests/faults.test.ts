import { openTester, part, pick, send } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(async () => {
  expect(tester.chromium.outside()).toEqual([])
  await tester.close()
})

describe('a fault', () => {
  it.each([
    ['status429', '429 Too Many Requests', 'Segment would retry'],
    ['status500', '500 Internal Server Error', 'Segment would retry'],
    ['timeout', 'No answer', 'Segment would retry'],
    ['reset', 'No answer', 'Segment would retry']
  ])('%s befalls one call, and no further one', async (fault, status, retry) => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await page.getByLabel('Fault of the next call').selectOption(fault)
    expect(await send(page)).toBe('Failed after 1 request')
    const result = await part(page, 'What happened').textContent()
    expect(result).toContain(status)
    expect(result).toContain(retry)
    expect(await page.getByLabel('Fault of the next call').inputValue()).toBe('none')
    expect(await send(page)).toBe('Delivered with 1 request')
  })

  it('brokenJson shows the answer as it came', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'refersion' })
    await page.getByLabel('Fault of the next call').selectOption('brokenJson')
    await send(page)
    const answer = (await part(page, 'Body of answer 1').textContent()) ?? ''
    expect(() => JSON.parse(answer) as unknown).toThrow()
    expect(answer).toMatch(/^\{/)
  })
})

import fs from 'node:fs'
import path from 'node:path'
import { publication } from '../../contribute/__tests__/upstream-repository'
import { projectRoot } from '../../places'
import { cite, SOURCES } from '../sources'
import { publishingSteps, stepList } from '../steps'

const { definition } = publication({})
const withDeletion = publication({}, { definition: { ...definition, onDelete: async () => undefined } })
const web = publication({}, { definition: { ...definition, mode: 'device' } })

function whats(from = publication({})): string[] {
  return publishingSteps(from).map(({ what }) => what)
}

/** Where a step stands that has these words. */
function position(words: string, steps = whats()): number {
  return steps.findIndex((what) => what.includes(words))
}

describe('the steps', () => {
  it.each([
    ['Open the pull request', 'Ask for the registration id'],
    ['Ask for the registration id', 'Hand over `documentation-page.md`'],
    ['Hand over `documentation-page.md`', 'Fill in the Developer Portal'],
    ['Make a test account', 'Fill in the Developer Portal'],
    ['Fill in the Developer Portal', 'Public beta']
  ])('say first: %s, and then: %s', (first, second) => {
    expect(position(first)).toBeGreaterThanOrEqual(0)
    expect(position(second)).toBeGreaterThan(position(first))
  })

  it('send nobody to segment-docs', () => {
    expect(whats().join('\n')).toContain("Don't open a pull request at segment-docs")
    expect(whats().join('\n')).not.toContain('Fork')
  })

  it('ask for a place in the list of deletions only when the destination carries them out', () => {
    expect(position('get deletion requests', whats(withDeletion))).toBeGreaterThan(0)
    expect(position('get deletion requests')).toBe(-1)
  })

  it('ask about replays only in cloud mode', () => {
    expect(position('replays')).toBeGreaterThan(0)
    expect(position('replays', whats(web))).toBe(-1)
  })

  it('each have a source with an address and a day', () => {
    for (const { sources } of publishingSteps(withDeletion)) {
      expect(sources.length).toBeGreaterThan(0)
      for (const { url, date } of sources) {
        expect(url).toMatch(/^https:/)
        expect(date).toMatch(/^20\d\d-\d\d-\d\d$/)
      }
    }
    expect(stepList([{ what: 'Do it.', sources: [SOURCES.pageHandedOver] }])).toBe(
      '1. Do it. ([segment-docs pull request 8168](https://github.com/segment-boneyard/segment-docs/pull/8168), 2025-12-17)'
    )
  })

  it('are those on the page about publishing, with the same sources', () => {
    const page = fs.readFileSync(path.join(projectRoot, 'docs/publishing.md'), 'utf8')
    for (const source of publishingSteps(withDeletion).flatMap(({ sources }) => sources)) {
      expect(page).toContain(cite([source]))
    }
  })
})

import fs from 'node:fs'
import path from 'node:path'
import { destinationFacts } from '@partner-destinations/vendors'
import { projectRoot } from '../../places'
import { findToFillIn } from '@partner-destinations/vendors/to-fill-in'
import { findChecklists, tick } from '../checklists'
import type { Checks } from '../pull-request'
import { pullRequestBody } from '../pull-request'
import { requireNotes } from '../reviewer-notes'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'
import { publication, upstreamRepository } from './upstream-repository'

const template = fs.readFileSync(path.join(upstreamRepository(), '.github/PULL_REQUEST_TEMPLATE.md'), 'utf8')
const ownTests = { version: '30.0.0', passed: 12, failed: 0, files: 3 }

function body(
  changes: Partial<Checks & { isUpdate: boolean }> = {},
  acme = publication({}),
  notes: ReviewerNote[] = []
): string {
  const { isUpdate = false, ...checks } = changes
  return pullRequestBody(acme, { isUpdate, checks: { ownTests, upstream: [], ...checks } }, notes, template)
}

describe('the body of the pull request', () => {
  it('sums up the destination from its definition', () => {
    expect(body()).toMatch(
      /^Adds \*\*Acme \(Actions\)\*\* \(`actions-acme`\), a cloud-mode destination. Send leads to Acme.\n/
    )
    expect(body()).toContain('| `addLead` | `type = "identify" \\|\\| type = "track"` | Add a lead. |')
    expect(body()).toContain('Settings: API Key (`password`, required).\n\nPresets: Add Lead.')
  })

  it.each([
    ['cloud', 'packages/destination-actions/src/destinations/index.ts'],
    ['device', 'packages/destinations-manifest/src/index.ts']
  ] as const)('leaves it to Segment to register a destination of %s mode, and says where', (mode, file) => {
    const acme = publication({})
    acme.place.mode = mode
    expect(body({}, acme)).toContain(`TODO: register the destination in \`${file}\` under the id that Segment gives.`)
  })

  it('says of an update that it is one, and nothing of an id', () => {
    expect(body({ isUpdate: true })).toMatch(/^Updates /)
    expect(body({ isUpdate: true })).not.toContain('register')
  })

  it('lists every open assumption, and has no such section without any', () => {
    expect(body()).toContain(
      '## Open assumptions about Acme\n\nNobody has confirmed these yet with Acme:\n\n- Keys last for ever.\n\n## Testing'
    )
    expect(body({}, publication({}, { openAssumptions: [] }))).not.toContain('assumptions')
  })

  it('answers what a reviewer will ask about the destination', () => {
    const notes: ReviewerNote[] = [
      { topic: 'batch', text: 'Acme takes one lead at a time.' },
      { topic: 'other', text: 'Both keys are needed.' }
    ]
    expect(body({}, publication({}), notes)).toContain(
      '## For the reviewer\n\n- Acme takes one lead at a time.\n- Both keys are needed.\n\n## '
    )
    expect(body()).not.toContain('For the reviewer')
  })

  it('gives the figures of the tests, and leaves open what only a person can have tested', () => {
    expect(body()).toContain(
      '- In the repository where it was written, with jest 30.0.0: 12 unit tests in 3 files pass.'
    )
    expect(body()).toContain("- This repository's own checks: not run before the pull request.")
    expect(findToFillIn(body())).toEqual([
      'who sent which events with the keys of a test account, when, and what arrived'
    ])
  })

  it("says of each of upstream's tools whether it passed or was not installed", () => {
    const figures = { version: '27.5.1', passed: 11, failed: 0, files: 2 }
    const text = body({
      upstream: [
        { tool: 'prettier 2.4.1', outcome: 'passed', said: '' },
        { tool: 'eslint', outcome: 'not installed', said: '' },
        { tool: 'jest 27.5.1', outcome: 'passed', said: '', figures }
      ]
    })
    expect(text).toContain(
      [
        "- This repository's prettier 2.4.1: passes.",
        "- This repository's eslint: not run, because it was not installed.",
        "- This repository's jest 27.5.1: 11 unit tests in 2 files pass."
      ].join('\n')
    )
    expect(text).not.toContain('own checks: not run')
  })

  it("has the checklists of the clone's template, and ticks what the command answers for", () => {
    const boxes = body().match(/^(## .*|- \[.\].*)$/gm)
    expect(boxes?.slice(boxes.indexOf('## Testing'))).toEqual([
      '## Testing',
      '- [x] Added [unit tests](https://example.com) for new functionality',
      '- [ ] Tested end-to-end using the local server',
      '## Security Review',
      "- [x] Reviewed: secrets use `type: 'password'`",
      '## New Destination Checklist',
      '- [x] Extracted all action API versions to a file'
    ])
  })

  it('leaves the box of API versions open for a device-mode destination, which has no file for them', () => {
    const web = publication({})
    web.place.mode = 'device'
    expect(body({}, web)).toContain('- [ ] Extracted all action API versions')
  })
})

describe('checklists', () => {
  it('are found without the text around them, and sections without boxes are left out', () => {
    expect(findChecklists('Hello\n\n## A\n\n_Say it._\n\n- [ ] one\n- [ ] two\n\n## B\n\nText\n')).toEqual([
      { heading: 'A', boxes: ['- [ ] one', '- [ ] two'] }
    ])
  })

  it('are ticked where a pattern matches', () => {
    expect(tick(['- [ ] one', '- [ ] two'], [/two/])).toEqual(['- [ ] one', '- [x] two'])
  })
})

describe('the notes for reviewers', () => {
  it('are asked for when a destination has none', () => {
    expect(() => requireNotes('acme')).toThrow(
      /^There are no notes for the reviewers of acme\. Add them in packages\/vendors\/src\/<vendor>\/reviewer-notes\.ts: /
    )
  })

  it('are there for every destination of this project', () => {
    const folders = ['packages/destination-actions/src/destinations', 'packages/browser-destinations/destinations']
    const names = folders.flatMap((parent) => fs.readdirSync(path.join(projectRoot, parent)))
    expect(Object.keys(destinationFacts).sort()).toEqual(names.sort())
  })

  it.each(Object.entries(destinationFacts))(
    'of %s are whole sentences that name no tool of this project',
    (_name, { reviewerNotes: notes }) => {
      expect(notes.length).toBeGreaterThan(0)
      for (const { text } of notes) {
        expect(text).toMatch(/^[A-Z`][^]*\.$/)
        expect(text).not.toMatch(/validate|sandbox|\/work|\bnote\b/)
      }
    }
  )
})

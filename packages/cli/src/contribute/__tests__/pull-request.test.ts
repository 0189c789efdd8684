import fs from 'node:fs'
import path from 'node:path'
import { findToFillIn } from '../../to-fill-in'
import { findChecklists, tick } from '../checklists'
import type { Checks } from '../pull-request'
import { pullRequestBody } from '../pull-request'
import { publication, upstreamRepository } from './upstream-repository'

const template = fs.readFileSync(path.join(upstreamRepository(), '.github/PULL_REQUEST_TEMPLATE.md'), 'utf8')
const ownTests = { version: '30.0.0', passed: 12, failed: 0, files: 3 }

function body(changes: Partial<Checks & { isUpdate: boolean }> = {}, acme = publication({})): string {
  const { isUpdate = false, ...checks } = changes
  return pullRequestBody(acme, { isUpdate, checks: { ownTests, upstream: [], ...checks } }, template)
}

describe('the body of the pull request', () => {
  it('sums up the destination from its definition', () => {
    expect(body()).toMatch(
      /^Adds \*\*Acme \(Actions\)\*\* \(`actions-acme`\), a cloud-mode destination. Send leads to Acme.\n/
    )
    expect(body()).toContain('| `addLead` | `type = "identify" \\|\\| type = "track"` | Add a lead. |')
    expect(body()).toContain('Settings: API Key (`password`, required).\n\nPresets: Add Lead.')
    expect(body()).toContain('is not registered: that needs the id that Segment gives.')
  })

  it('says of an update that it is one, and nothing of an id', () => {
    expect(body({ isUpdate: true })).toMatch(/^Updates /)
    expect(body({ isUpdate: true })).not.toContain('registered')
  })

  it('lists every open assumption, and has no such section without any', () => {
    expect(body()).toContain(
      '## Open assumptions about Acme\n\nNobody has confirmed these yet with Acme:\n\n- Keys last for ever.\n\n## Testing'
    )
    expect(body({}, publication({}, { openAssumptions: [] }))).not.toContain('assumptions')
  })

  it('answers what a reviewer will ask about the destination', () => {
    const refersion = publication({})
    refersion.place.name = 'refersion'
    expect(body({}, refersion)).toMatch(
      /## For the reviewer\n\n- The action `deleteAffiliate` has .* `type = "delete"`/
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
        "- This repository's eslint: not run, as it was not installed.",
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

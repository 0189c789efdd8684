import { publication } from '../../contribute/__tests__/upstream-repository'
import { findToFillIn } from '@partner-destinations/vendors/to-fill-in'
import { mail } from '../mail'
import { acme } from './acme'

const { definition } = publication({})
const withDeletion = publication({}, { definition: { ...definition, onDelete: async () => undefined } })

describe('the mail to Segment', () => {
  it('asks for the registration id, and answers what Segment asks about replays', () => {
    expect(mail(publication({}), acme, undefined)).toBe(`To: partner-support@segment.com
Subject: Publishing Acme (Actions)

Hello, the pull request of Acme (Actions) (\`actions-acme\`) is **TO BE FILLED IN: address of the pull request**.

Please tell us the id under which you register the destination. Its documentation page needs it.

Please invite **TO BE FILLED IN: email address** to the Developer Portal.

Replays:

- **Time stamps.** Acme counts by time.
- **Order.** Order matters.
- **Limits.** Acme takes 5 a second.
`)
  })

  it('hands the page over as soon as the id is known', () => {
    const text = mail(publication({}), acme, '0123456789abcdef01234567')
    expect(text).toContain('You registered it as `0123456789abcdef01234567`.\n\nThe documentation page is attached.')
    expect(text).not.toContain('Please tell us the id')
  })

  it('says nothing of replays for a destination in the browser', () => {
    const web = publication({}, { definition: { ...definition, mode: 'device' } })
    expect(mail(web, acme, undefined)).not.toContain('Replays')
  })

  it('asks to be told of deletions when the destination carries them out, and says how', () => {
    const text = mail(withDeletion, { ...acme, deletion: 'It forgets the lead.' }, undefined)
    expect(text).toContain(
      'Please list Acme (Actions) among the destinations that you forward deletion requests to. It forgets the lead.'
    )
    expect(findToFillIn(mail(withDeletion, acme, undefined))).toContain('what happens with a deletion request')
    expect(mail(publication({}), acme, undefined)).not.toContain('deletion')
  })
})

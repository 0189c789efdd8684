import type { Publication } from '../publication'
import { toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { describeReplay } from './replay'
import { PARTNER_SUPPORT } from './steps'
import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'

/**
 * The mail that asks Segment for what only Segment can give, and answers what Segment asks by mail.
 * @param id the registration ID, if Segment has given it
 */
export function mail({ definition, slug }: Publication, entry: CatalogFacts, id: string | undefined): string {
  const { mode, name, onDelete } = definition
  const parts = [
    `To: ${PARTNER_SUPPORT}`,
    `Subject: Publishing ${name}`,
    '',
    `Hello, the pull request of ${name} (\`${slug}\`) is ${toFillIn('address of the pull request')}.`,
    '',
    ...(id === undefined
      ? ['Please tell us the id under which you register the destination. Its documentation page needs it.']
      : [
          `You registered it as \`${id}\`.`,
          '',
          'The documentation page is attached. Please publish it, and tell us its address.'
        ]),
    '',
    `Please invite ${toFillIn('email address')} to the Developer Portal.`,
    ...(mode === 'device' ? [] : ['', 'Replays:', '', ...describeReplay(entry.replay).map((line) => `- ${line}`)]),
    ...(onDelete
      ? [
          '',
          `Please list ${name} among the destinations that you forward deletion requests to. ${
            entry.deletion ?? toFillIn('what happens with a deletion request')
          }`
        ]
      : []),
    ''
  ]
  return parts.join('\n')
}

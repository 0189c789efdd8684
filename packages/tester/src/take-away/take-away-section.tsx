import { useState } from 'react'
import { Section } from '../section'
import { currentCall, linkedState } from '../state/current-call'
import { longestLink, toLink } from '../state/link'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { hasTest, jestTest } from './jest-test'
import { curlCommand, sendCommand } from './shell'

interface Copy {
  label: string
  about: string
  /** Makes the text; undefined when there is nothing to copy. */
  make: (() => string | undefined | Promise<string>) | undefined
}

/** The call to take away: as a command, as a test, as a link. */
export function TakeAwaySection() {
  const { state } = useTester()
  const [copied, setCopied] = useState<{ label: string; message: string; text: string }>()

  async function copy({ label, make }: Copy) {
    const text = await make?.()
    if (text === undefined) return
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false
    )
    const message = isDone ? `✓ Copied ${label}.` : 'Your browser does not let the page copy. Copy the text yourself:'
    setCopied({ label, message, text })
  }

  return (
    <Section title="Take away" aside={<span className="hint">Secrets are left out</span>}>
      <ul className="copies">
        {copiesOf().map((one) => (
          <li key={one.label}>
            <button type="button" disabled={one.make === undefined} onClick={() => void copy(one)}>
              Copy {one.label}
            </button>
            <span className="hint">{one.about}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={copied ? 'message good' : 'visually-hidden'}>
        {copied?.message}
      </p>
      {copied && (
        <pre className="code" tabIndex={0} role="region" aria-label={`Copied ${copied.label}`}>
          {copied.text}
        </pre>
      )}
    </Section>
  )

  function copiesOf(): Copy[] {
    const { result, mode, link } = state
    const call = currentCall(state)
    const destination = destinationOf(state)
    const linked = linkedState(state)
    const copiedCall = call && destination && { call, destination, mode }
    return [
      {
        label: 'as a test',
        about: aboutTest(),
        make: result && destination && hasTest(result) ? () => jestTest({ ...result, destination }) : undefined
      },
      {
        label: 'as curl',
        about: 'Asks this server, while it runs.',
        make: copiedCall && (() => curlCommand(copiedCall, location.origin))
      },
      {
        label: 'as ./bin/run send',
        about: 'Needs no server. For bash and zsh.',
        make: copiedCall && (() => sendCommand(copiedCall))
      },
      {
        label: 'as a link',
        about: link?.isTooLong
          ? `The event is too long for a link of ${longestLink.toLocaleString(
              'en'
            )} characters. Copy it as a command instead.`
          : 'Opens the page with everything that you entered.',
        // The address follows with a delay, so it may lack what was typed a moment ago.
        make:
          linked && !link?.isTooLong
            ? async () => location.origin + location.pathname + (await toLink(linked)).hash
            : undefined
      }
    ]
  }

  function aboutTest(): string {
    const { result, folder } = state
    if (!result) return 'For jest and nock. Send the event first, so that there is something to test.'
    if (!hasTest(result)) return 'For jest and nock. Nothing was answered, so there is nothing to test.'
    return `For jest and nock. Save it in ${folder}/__tests__: it passes there.`
  }
}

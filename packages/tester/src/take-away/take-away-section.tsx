import { useState } from 'react'
import { Section } from '../section'
import { currentCall, linkedState } from '../state/current-call'
import { toHash } from '../state/link'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { jestTest } from './jest-test'
import { curlCommand, sendCommand } from './shell'

interface Copy {
  label: string
  about: string
  text: string | undefined
}

/** The call to take away: as a command, as a test, as a link. */
export function TakeAwaySection() {
  const { state } = useTester()
  const [copied, setCopied] = useState<{ label: string; isDone: boolean; text: string }>()
  const copies = copiesOf()

  async function copy({ label, text = '' }: Copy) {
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false
    )
    setCopied({ label, isDone, text })
  }

  return (
    <Section title="Take away" aside={<span className="hint">Secrets are left out</span>}>
      <ul className="copies">
        {copies.map((one) => (
          <li key={one.label}>
            <button type="button" disabled={one.text === undefined} onClick={() => void copy(one)}>
              Copy {one.label}
            </button>
            <span className="hint">{one.about}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={copied ? 'message good' : 'visually-hidden'}>
        {copied &&
          (copied.isDone ? `✓ Copied ${copied.label}.` : `Your browser keeps pages from copying: here is the text.`)}
      </p>
      {copied && (
        <pre className="code" tabIndex={0} role="region" aria-label={`Copied ${copied.label}`}>
          {copied.text}
        </pre>
      )}
    </Section>
  )

  function copiesOf(): Copy[] {
    const { result, mode } = state
    const call = currentCall(state)
    const destination = destinationOf(state)
    const copiedCall = call && destination && { call, destination, mode }
    const sent = result && destination && jestTest({ ...result, destination })
    const linked = linkedState(state)
    return [
      {
        label: 'as a test',
        about: sent
          ? `jest and nock; paste it into ${state.folder}/__tests__, and it passes`
          : 'jest and nock; send the event first, so that there is something to test',
        text: sent
      },
      {
        label: 'as curl',
        about: 'asks this server, while it runs',
        text: copiedCall && curlCommand(copiedCall, location.origin)
      },
      {
        label: 'as ./bin/run send',
        about: 'needs no server; for bash and zsh',
        text: copiedCall && sendCommand(copiedCall)
      },
      {
        label: 'as a link',
        about: 'brings back all that you entered',
        text: linked && location.origin + location.pathname + toHash(linked)
      }
    ]
  }
}

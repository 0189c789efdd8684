import { useState } from 'react'
import { linkedState } from '../state/current-call'
import { destinationOf, subscriptionOf } from '../state/state'
import { useTester } from '../state/tester'
import { configLines } from './config-lines'

/** Shows the lines of `delivery.yaml` that deliver with the mapping of the picked action. */
export function UseMapping() {
  const { state } = useTester()
  const [isShown, setIsShown] = useState(false)
  const destination = destinationOf(state)
  // Without the secrets, which a config takes from the environment.
  const linked = linkedState(state)
  if (!destination || !linked) return null
  const { action, mapping, folder } = linked
  const preset = destination.manifest.presets?.find(({ partnerAction }) => partnerAction === action)
  const {
    destination: instance,
    name,
    subscribe
  } = subscriptionOf(state) ?? {
    destination: folder,
    name: preset?.name ?? destination.actions[action].title,
    subscribe: preset?.subscribe ?? 'type = "track"'
  }

  return (
    <>
      <button type="button" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
        Use this mapping
      </button>
      {isShown && (
        <div className="part">
          <p className="hint">
            Paste the subscription into <code>delivery.yaml</code>, in the place of the one with this name. A
            destination without subscriptions has its presets. Once it has one, write all of them.
          </p>
          <pre className="code" tabIndex={0} role="region" aria-label="Lines of delivery.yaml">
            {configLines({ destination: instance, name, action, subscribe, mapping })}
          </pre>
        </div>
      )}
    </>
  )
}

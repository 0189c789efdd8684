import type { BrokenEntry } from '@partner-destinations/server/wire'
import { counted } from './many/counted'
import { LazyDetails } from './many/lazy-details'
import { entryOf } from './state/state'
import type { State } from './state/state'
import { useTester } from './state/tester'

/** More destinations than these are told in a list to open. */
const few = 3

/** What is wrong apart from the event: destinations that don't load, and a link that can't be used. */
export function Notices() {
  const { state } = useTester()
  const broken = brokenOf(state)
  const isPicked = ({ folder }: BrokenEntry) => folder === state.folder
  const picked = broken.filter(isPicked)
  const others = broken.filter((one) => !isPicked(one))
  const view = (one: BrokenEntry) => <Broken key={one.folder} destination={one} isPicked={isPicked(one)} />
  return (
    <>
      {state.linkProblem !== undefined && (
        <p className="notice bad" role="alert">
          {state.linkProblem}
        </p>
      )}
      {picked.length + others.length <= few ? (
        [...picked, ...others].map(view)
      ) : (
        <>
          {picked.map(view)}
          <LazyDetails
            className="notice bad"
            summary={`${counted(others.length, 'other destination')} can’t be loaded`}
          >
            {() => others.map(view)}
          </LazyDetails>
        </>
      )}
    </>
  )
}

/** The destinations that are known not to load. What was read of the picked one is newer than the list. */
function brokenOf(state: State): BrokenEntry[] {
  const picked = entryOf(state)
  const others = state.destinations.filter(({ folder }) => folder !== picked?.folder)
  return [...(picked ? [picked] : []), ...others].filter((one) => 'error' in one)
}

function Broken({ destination, isPicked }: { destination: BrokenEntry; isPicked: boolean }) {
  const { folder, error, file, line, column } = destination
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return (
    <div className="notice bad" role="alert">
      <p>
        <strong>{folder} does not load.</strong>{' '}
        {place !== '' && (
          <>
            <code>{place}</code>{' '}
          </>
        )}
        {error}
      </p>
      <p className="hint">Fix it and save: the page loads it again. {isPicked && 'What you typed stays until then.'}</p>
    </div>
  )
}

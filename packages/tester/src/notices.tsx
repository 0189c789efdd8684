import type { BrokenDestination } from './server/server'
import { useTester } from './state/tester'

/** What is wrong apart from the event: destinations that don't load, and a link that can't be used. */
export function Notices() {
  const { state } = useTester()
  const broken = state.destinations.filter((one) => 'error' in one)
  return (
    <>
      {state.linkProblem !== undefined && (
        <p className="notice bad" role="alert">
          {state.linkProblem}
        </p>
      )}
      {broken.map((one) => (
        <Broken key={one.folder} destination={one} isPicked={one.folder === state.folder} />
      ))}
    </>
  )
}

function Broken({ destination, isPicked }: { destination: BrokenDestination; isPicked: boolean }) {
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

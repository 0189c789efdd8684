import { useEffect } from 'react'
import { ModeNote } from '../mode-note'
import { Section } from '../section'
import { useOpened } from './address'
import { DeliveryDrawer } from './delivery/delivery-drawer'
import { DestinationsSection } from './destinations-section'
import { FailuresSection } from './failures/failures-section'
import { OperationsSection } from './operations-section'
import { PlotsSection } from './plots/plots-section'
import { ReplaysSection } from './replays-section'
import { hasTester } from './tester-link'
import { useLive } from './use-live'
import type { Live } from './use-live'

/** What became of every event, and what an operator can do about it. */
export function App() {
  const live = useLive()
  const opened = useOpened()
  const { destinations = [], failures, replays, operations, history, engine } = live
  const failed = destinations.reduce((sum, { counts }) => sum + counts.failed, 0)
  useEffect(() => {
    document.title = failed === 0 ? 'Deliveries' : `Deliveries (${failed} failed)`
  }, [failed])

  return (
    <>
      <TopBar live={live} />
      <main className="watch">
        {engine?.problems.map((problem) => (
          <p key={problem} className="notice bad">
            {problem}
          </p>
        ))}
        {live.destinations === undefined ? (
          <Section title="Destinations">
            <p className="empty">Loading …</p>
          </Section>
        ) : (
          <>
            <DestinationsSection destinations={destinations} opened={opened} />
            <PlotsSection history={history} destinations={destinations} opened={opened} />
            <FailuresSection groups={failures} destinations={destinations} opened={opened} isLive={isLive(live)} />
            <ReplaysSection replays={replays} />
            <OperationsSection operations={operations} />
          </>
        )}
      </main>
      {opened.delivery !== undefined && (
        <DeliveryDrawer
          key={opened.delivery}
          id={opened.delivery}
          opened={opened}
          destinations={destinations}
          isLive={isLive(live)}
        />
      )}
    </>
  )
}

function isLive({ engine }: Live): boolean {
  return engine?.mode === 'live'
}

/** The name of the page, where requests go, and whether the page is up to date. */
function TopBar({ live }: { live: Live }) {
  const { connection, engine } = live
  return (
    <header className={`top-bar ${engine?.mode ?? ''}`}>
      <h1>Deliveries</h1>
      {hasTester && (
        <nav aria-label="Pages">
          <a href="./">Actions Tester</a>
        </nav>
      )}
      {engine && <ModeNote mode={engine.mode} />}
      <p className="connection" role="status">
        {connection === 'lost' && 'Reconnecting… What you see may be out of date.'}
      </p>
    </header>
  )
}

import { ModeNote } from './mode-note'
import type { State } from './state/state'

/** The name of the page, and where its requests go: the one thing that must be seen at all times. */
export function TopBar({ mode, connection, delivers }: Pick<State, 'mode' | 'connection' | 'delivers'>) {
  return (
    <header className={`top-bar ${mode}`}>
      <h1>Actions Tester</h1>
      {delivers && (
        <nav aria-label="Pages">
          <a href="deliveries">Deliveries</a>
        </nav>
      )}
      {connection !== 'connecting' && <ModeNote mode={mode} />}
      <p className="connection" role="status">
        {connection === 'lost' && 'The server is gone. Start it again with npm start: what you typed stays here.'}
      </p>
    </header>
  )
}

/** Where requests go: the one thing that must be seen at all times. */
export function ModeNote({ mode }: { mode: 'live' | 'sandbox' }) {
  return (
    <p className={`mode ${mode}`}>
      {mode === 'live' ? (
        <>
          <strong>LIVE</strong> Requests go to the real vendors and change real data
        </>
      ) : (
        <>
          <strong>Sandbox</strong> Nothing leaves this machine
        </>
      )}
    </p>
  )
}

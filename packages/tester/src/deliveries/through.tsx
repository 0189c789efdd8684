interface ThroughProps {
  destination: string
  subscription?: string
  action?: string
}

/** Where a delivery goes, and through which subscription and action. */
export function Through({ destination, subscription, action }: ThroughProps) {
  return (
    <>
      <b>{destination}</b>{' '}
      <span className="hint">
        {subscription ?? 'no subscription'}
        {action !== undefined && (
          <>
            {' '}
            → <code>{action}</code>
          </>
        )}
      </span>
    </>
  )
}

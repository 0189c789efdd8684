import { useState } from 'react'
import type { ReactNode } from 'react'

interface LazyDetailsProps {
  summary: ReactNode
  className?: string
  children: () => ReactNode
}

/** Content that is added to the page only when somebody opens it. */
export function LazyDetails({ summary, className, children }: LazyDetailsProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className={className} onToggle={(e) => setIsOpen(e.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children()}
    </details>
  )
}

import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  /** What belongs to the title, at the other end of its line. */
  aside?: ReactNode
  children: ReactNode
}

/** A part of the page, which screen readers list by its title. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="card" aria-label={title}>
      <header className="card-head">
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

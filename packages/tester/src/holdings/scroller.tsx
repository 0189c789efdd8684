import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'

/** Scrolls content that is too wide, by keyboard too, and says so while something is hidden. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState({ left: false, right: false })

  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element
      // The browser rounds positions, so allow one pixel.
      const next = { left: scrollLeft > 1, right: scrollLeft + clientWidth < scrollWidth - 1 }
      setHidden((last) => (last.left === next.left && last.right === next.right ? last : next))
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])

  const sides = [hidden.left && 'more-left', hidden.right && 'more-right'].filter(Boolean).join(' ')
  return (
    <div>
      <div className={`scroller ${sides}`}>
        <div className="scroll" ref={box} tabIndex={0} role="region" aria-label={label}>
          {children}
        </div>
      </div>
      {(hidden.left || hidden.right) && (
        <p className="hint scroll-hint">{hidden.right ? 'Scroll sideways for more columns →' : '← More columns'}</p>
      )}
    </div>
  )
}

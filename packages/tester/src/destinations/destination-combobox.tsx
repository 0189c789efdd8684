import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { ListedDestination } from '../server/server'
import { matchingDestinations, titleOf } from './matching'
import { recentDestinations } from './recent'

interface ComboboxProps {
  id: string
  destinations: ListedDestination[]
  folder: string
  onPick: (folder: string) => void
}

/** What is typed while the list is open, and which of its options Enter would pick. */
interface Open {
  search: string
  active: number
  /** As of the moment when the list was opened, so that it does not move. */
  recent: string[]
}

/** Finds one of many destinations by typing a part of its name, as the ARIA Authoring Practices describe a combobox. */
export function DestinationCombobox({ id, destinations, folder, onPick }: ComboboxProps) {
  const [open, setOpen] = useState<Open>()
  const listId = useId()
  const list = useRef<HTMLUListElement>(null)
  const picked = destinations.find((one) => one.folder === folder)
  const search = open?.search ?? ''
  const recent = open?.recent
  const found = useMemo(
    () => (recent ? matchingDestinations(destinations, search, recent) : []),
    [destinations, search, recent]
  )
  const active = open && found[open.active]
  const optionId = (one: ListedDestination) => `${listId}${one.folder}`

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  function show(next: Partial<Open> = {}) {
    setOpen((last) => ({ search: '', active: 0, recent: last?.recent ?? recentDestinations(), ...next }))
  }

  function pick(one: ListedDestination | undefined) {
    if (!one) return
    setOpen(undefined)
    onPick(one.folder)
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (!open) return show()
      const last = found.length - 1
      const next = Math.abs(step) > 1 ? Math.min(Math.max(open.active + step, 0), last) : open.active + step
      setOpen({ ...open, active: next > last ? 0 : next < 0 ? last : next })
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      pick(active)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      setOpen(undefined)
    }
  }

  return (
    <div className="combobox">
      <input
        id={id}
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(active)}
        placeholder={`Search ${destinations.length} destinations`}
        value={open ? search : picked ? titleOf(picked) : ''}
        onChange={(e) => show({ search: e.target.value })}
        onClick={() => open || show()}
        onKeyDown={press}
        onBlur={() => setOpen(undefined)}
      />
      {open && found.length > 0 && (
        <ul id={listId} ref={list} role="listbox" aria-label="Destinations" className="options">
          {found.map((one, index) => (
            <li
              key={one.folder}
              id={optionId(one)}
              role="option"
              aria-selected={one === active}
              // The input keeps the focus: without it, the list would close before the click arrives.
              onMouseDown={(e) => e.preventDefault()}
              onMouseMove={() => index === open.active || setOpen({ ...open, active: index })}
              onClick={() => pick(one)}
            >
              <span>{titleOf(one)}</span>
              <span className="hint">
                {open.recent.includes(one.folder) && 'recent · '}
                {one.folder}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={open && found.length === 0 ? 'options nothing' : 'visually-hidden'}>
        {open && (found.length === 0 ? `No destination matches “${search}”.` : `${found.length} destinations`)}
      </p>
    </div>
  )
}

import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { LazyDetails } from './lazy-details'
import { inWords } from './counted'
import type { Group } from './grouped'
import { usePages } from './pages'

interface GroupsProps<Item> {
  groups: Group<Item>[]
  /** What the items are called, such as `events`. */
  what: string
  titleOf: (item: Item) => ReactNode
  children: (item: Item) => ReactNode
}

/** Groups to open; in them, items to open. */
export function Groups<Item>({ groups, what, titleOf, children }: GroupsProps<Item>) {
  return groups.map((group) => (
    <LazyDetails
      key={`${group.mark} ${group.label}`}
      className="group"
      summary={
        <>
          <span className={`status ${group.mark}`}>{inWords(group.items.length)}</span> {group.label}
        </>
      }
    >
      {() => (
        <Items items={group.items} what={what} titleOf={titleOf}>
          {children}
        </Items>
      )}
    </LazyDetails>
  ))
}

/** How many items are seen at once. */
const pageSize = 10

function Items<Item>({ items, what, titleOf, children }: Omit<GroupsProps<Item>, 'groups'> & { items: Item[] }) {
  const { shown, start, nav } = usePages(items, pageSize, what)
  if (items.length === 1) return <div className="group-items">{children(items[0])}</div>
  return (
    <div className="group-items">
      {shown.map((item, index) => (
        <Fragment key={start + index}>
          <LazyDetails summary={titleOf(item)}>{() => children(item)}</LazyDetails>
        </Fragment>
      ))}
      {nav}
    </div>
  )
}

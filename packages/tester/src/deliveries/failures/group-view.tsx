import type { ShownGroup } from '@partner-destinations/delivery/wire'
import { useEffect, useRef, useState } from 'react'
import { inWords } from '../../many/counted'
import { failureFilterOf } from '../address'
import type { Opened } from '../address'
import { Moment } from '../time'
import { Through } from '../through'
import { useDoing } from '../use-doing'
import { DeliveriesTable } from './deliveries-table'
import { Code } from './groups-table'
import { ResendBar } from './resend-bar'

interface GroupViewProps {
  id: number
  /** Undefined when nothing is in the group any more. */
  group: ShownGroup | undefined
  opened: Opened
  isLive: boolean
}

/** The failed deliveries of one reason: what can be done with them, a sample, and all of them page by page. */
export function GroupView({ id, group: told, opened, isLive }: GroupViewProps) {
  const doing = useDoing()
  const [group, setGroup] = useState(told)
  if (told !== undefined && told !== group) setGroup(told)
  const heading = useRef<HTMLHeadingElement>(null)
  // Who opens a group goes on reading here, also by keyboard.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const filter = { ...failureFilterOf(opened.filter), group: id }
  const count = told?.count ?? 0

  return (
    <article className="failure-group">
      <h3 ref={heading} tabIndex={-1}>
        {group ? group.message : 'This group is empty'}
      </h3>
      {group && (
        <p className="facts">
          <span>
            <Code code={group.code} status={group.status} />
          </span>
          <span>
            <Through {...group} />
          </span>
          <span>
            <b className={count === 0 ? '' : 'bad'}>{inWords(count)}</b> failed
          </span>
          <span className="hint">
            from <Moment at={group.firstAt} /> to <Moment at={group.lastAt} />
          </span>
        </p>
      )}
      {Object.keys(opened.filter).length > 0 && (
        <p className="hint">Only those that match the filter. What you do here is done to those.</p>
      )}
      <p className="message" role="status">
        {doing.isBusy ? 'Working …' : doing.said}
      </p>
      {doing.problem !== '' && (
        <p className="notice bad" role="alert">
          {doing.problem}
        </p>
      )}
      {count === 0 ? (
        <p className="empty">Nothing in this group is failed any more.</p>
      ) : (
        <>
          <ResendBar which={{ filter }} count={count} doing={doing} isLive={isLive} opened={opened} />
          <DeliveriesTable filter={filter} count={count} opened={opened} />
        </>
      )}
    </article>
  )
}

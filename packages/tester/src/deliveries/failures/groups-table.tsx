import type { ShownGroup } from '@partner-destinations/delivery/wire'
import { inWords } from '../../many/counted'
import { usePages } from '../../many/pages'
import { addressOf } from '../address'
import type { Opened } from '../address'
import { DataTable } from '../data-table'
import type { Column } from '../data-table'
import { Age } from '../time'
import { Through } from '../through'

/** How many groups are seen at once. */
const pageSize = 20

/** Failed deliveries by their reason, the largest group first. */
export function GroupsTable({ groups, opened }: { groups: ShownGroup[]; opened: Opened }) {
  const { shown, nav } = usePages(groups, pageSize, 'groups')
  return (
    <>
      <DataTable label="Groups of failed deliveries" columns={columnsOf(opened)} rows={shown} keyOf={({ id }) => id} />
      {nav}
    </>
  )
}

function columnsOf(opened: Opened): Column<ShownGroup>[] {
  return [
    { title: 'Count', isNumber: true, cell: ({ count }) => <b className="bad">{inWords(count)}</b> },
    { title: 'Destination', cell: (group) => <Through {...group} /> },
    { title: 'Code', cell: ({ code, status }) => <Code code={code} status={status} /> },
    {
      title: 'Message',
      isWide: true,
      cell: ({ id, message }) => <a href={addressOf({ ...opened, group: id, before: undefined })}>{message}</a>
    },
    { title: 'First', isNumber: true, cell: ({ firstAt }) => <Age since={firstAt} /> },
    { title: 'Last', isNumber: true, cell: ({ lastAt }) => <Age since={lastAt} /> }
  ]
}

/** The code of a reason, and the status of the answer unless the code is just that. */
export function Code({ code, status }: { code: string; status?: number }) {
  return (
    <>
      <code>{code}</code> {status !== undefined && String(status) !== code && <span className="hint">{status}</span>}
    </>
  )
}

import type { NoteName } from '../movable'
import type { Connections, Session, Statement } from './connections'

const read: Statement = { name: 'read_note', text: 'SELECT value FROM delivery.meta WHERE key = $1' }
const write: Statement = {
  name: 'write_note',
  text: 'INSERT INTO delivery.meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
}
const remove: Statement = { name: 'remove_note', text: 'DELETE FROM delivery.meta WHERE key = $1' }

/** What the store notes about itself: also its version. */
type Key = NoteName | 'version'

export async function readNote(session: Pick<Session, 'query'>, key: Key): Promise<string | undefined> {
  const [row] = await session.query<{ value: string }>(read, [key])
  return row?.value
}

export async function writeNote(session: Pick<Session, 'query'>, key: Key, value: string): Promise<void> {
  await session.query(write, [key, value])
}

/** @param value undefined removes it */
export async function keepNote(connections: Connections, name: NoteName, value: string | undefined): Promise<void> {
  if (value === undefined) await connections.query(remove, [name])
  else await writeNote(connections, name, value)
}

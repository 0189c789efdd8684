import path from 'node:path'
import { deliverInLists } from '../attempts'
import type { EngineEvent, OpenContestant } from '../contestant'

/** As much of PGlite as is used here. */
interface PGlite {
  exec(sql: string): Promise<unknown>
  query<Row>(sql: string, values: unknown[]): Promise<{ rows: Row[] }>
}

const table = `CREATE TABLE events (id bigserial PRIMARY KEY, body jsonb NOT NULL, claimed boolean NOT NULL DEFAULT false);
  CREATE INDEX waiting ON events (id) WHERE NOT claimed`
const insert = 'INSERT INTO events (body) SELECT jsonb_array_elements($1::jsonb)'
const claim = `UPDATE events SET claimed = true
  WHERE id IN (SELECT id FROM events WHERE NOT claimed ORDER BY id LIMIT $1) RETURNING id, body`
const release = 'UPDATE events SET claimed = false WHERE id = ANY ($1)'
const remove = 'DELETE FROM events WHERE id = ANY ($1)'

/** PostgreSQL in this process, with a table that keeps no order. It shows how fast a store in it could be at most. */
export const openPglite: OpenContestant = async ({ folder, alternative }) => {
  const { PGlite } = alternative<{ PGlite: { create(folder: string): Promise<PGlite> } }>('@electric-sql/pglite')
  const database = await PGlite.create(path.join(folder, 'pglite'))
  await database.exec(table)
  return {
    any: {
      accept: async (events) => {
        await database.query(insert, [JSON.stringify(events)])
      },
      deliver: (attempts) =>
        deliverInLists(attempts, {
          claim: async (limit) => (await database.query<{ id: number; body: EngineEvent }>(claim, [limit])).rows,
          eventOf: ({ body }) => body,
          settle: async (rows, succeeded) => {
            const ids = (ok: boolean) => rows.filter((_, index) => succeeded[index] === ok).map(({ id }) => id)
            await database.query(remove, [ids(true)])
            if (succeeded.includes(false)) await database.query(release, [ids(false)])
          }
        })
    }
  }
}

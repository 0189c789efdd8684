import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'

/** Events that one transaction copies. */
const STEP = 100_000

/** How often it says how far it is, in milliseconds. */
const SAY_MS = 5_000

/** What is different in each copy of an event, by table and column. `n` is its id. Everything else is as it was accepted. */
const own: Record<string, Record<string, string>> = {
  events: {
    id: 'n',
    last_id: 'n',
    message_id: "left(t.message_id, -12) || lpad(n::text, 12, '0')",
    // As evenly distributed as the hash of a message id.
    message_key: 'md5(n::text)::uuid'
  },
  bodies: { event: 'n' },
  deliveries: { id: 'n', event: 'n', lane: 'hashint8extended(n, 0)' }
}

/** The column that says which event a row is of. */
const idColumn: Record<string, string> = { events: 'id', bodies: 'event', deliveries: 'event' }

/**
 * Copies the only event of a database, which waits for one delivery, until many wait. That takes less time than accepting
 * each, and the rows are the same.
 * @param count how many copies
 * @param say is told now and then how far it is
 */
export async function fillBacklog(
  server: PostgresServer,
  database: string,
  count: number,
  say: (line: string) => void
): Promise<void> {
  const [{ id }] = await server.query('SELECT id FROM delivery.events', database)
  const event = Number(id)
  const copies = await Promise.all(Object.keys(own).map((name) => copyStatement(server, database, name, event)))
  let saidAt = performance.now()
  for (let made = 0; made < count; ) {
    const size = Math.min(STEP, count - made)
    const [{ last }] = await server.query('SELECT last_value AS last FROM delivery.id_blocks', database)
    const from = Number(last) + 1
    const to = Number(last) + size
    await server.query(
      [
        'BEGIN',
        ...copies.map((copy) => copy(from, to)),
        // Ids come in blocks, whose last one the sequence gives.
        `SELECT nextval('delivery.id_blocks') FROM generate_series(1, ceil(${size} / 32.0)::integer)`,
        `INSERT INTO delivery.count_changes (destination, subscription, replay, pending, in_flight, delivered, filtered, failed)
          SELECT destination, subscription, replay, ${size}, 0, 0, 0, 0 FROM delivery.deliveries WHERE event = ${event}`,
        'COMMIT'
      ].join(';'),
      database
    )
    made += size
    if (performance.now() - saidAt < SAY_MS && made < count) continue
    say(`${made.toLocaleString('en-US')} of ${count.toLocaleString('en-US')} events copied`)
    saidAt = performance.now()
  }
}

/** @returns makes the statement that copies the row of an event to those with ids in a range */
async function copyStatement(server: PostgresServer, database: string, name: string, event: number) {
  const rows = await server.query(
    `SELECT column_name AS column FROM information_schema.columns
      WHERE table_schema = 'delivery' AND table_name = '${name}' ORDER BY ordinal_position`,
    database
  )
  const columns = rows.map(({ column }) => String(column))
  const values = columns.map((column) => own[name][column] ?? `t.${column}`)
  return (from: number, to: number) => `INSERT INTO delivery.${name} (${columns.join(', ')})
    SELECT ${values.join(', ')} FROM delivery.${name} t CROSS JOIN generate_series(${from}::bigint, ${to}::bigint) n
    WHERE t.${idColumn[name]} = ${event}`
}

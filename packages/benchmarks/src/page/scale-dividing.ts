import type { PostgresResults } from '../postgres/results'
import { LOADS } from '../simulation/assumed'
import { whole } from './figures'
import { databaseEnd } from './scale-postgres'
import type { DeliveryResults } from '../delivery/results'

/** How several databases share the work, and what they can't. */
export function dividingSection(postgres: PostgresResults, delivery: DeliveryResults): string {
  const end = whole(databaseEnd(postgres, delivery))
  const [, , most] = LOADS
  return `### How to divide destinations among databases

\`store\` of a destination names the database that keeps its deliveries. [Divide the destinations](deliver.md#divide-the-destinations) has an example. All intakes and workers use all databases, and you operate them as one. Give a database only destinations that together get less than ${end} events a second.

A destination that alone gets more than this is **not solved**: \`store\` can't differ within a destination. You can divide such a destination yourself, by source:

1. Name the destination several times in the config, each with some of the \`sources\` and a \`store\` of its own. \`destination\` says which code they run.
2. Divide the vendor's rate limit among them.
3. If one source alone is too much, make several sources of it. Something in front of the intakes then has to send all events of a user with the same write key. Only then do they keep their order.

At ${whole(most)} events a second, other limits come as well:

- Each process has its connections to each database. PostgreSQL gets slow with thousands of connections, so put [PgBouncer](postgresql.md#pgbouncer) in front of each database.
- If one database is away, senders of events for its destinations are told to try again. The other destinations still get these events, and get each of them only once.
- We never ran so many processes. The figures are those of ${postgres.machine.cores} cores, multiplied.`
}

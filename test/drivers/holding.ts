import { poll } from '../faults/poll.ts'
import type { Opened } from './driver.ts'
import type { Row } from './tables.ts'

type Event = 'insert' | 'delete'

/** How statements wait for one another on a server, in SQL. */
interface Locks {
  lock: string
  unlock: string
  /** Waits for the lock, and gives the id of its connection. */
  wait: string
  /** The ids of the connections that wait. */
  held: string
  /** Lets writes wait for the lock. */
  hold(event: Event, table: string): string[]
  kill(id: unknown): string
}

/** Holds statements of a test by a lock, which the test's own connection has. */
export function holding(
  { run, rows }: Pick<Opened, 'run' | 'rows'>,
  { lock, unlock, wait, held, hold, kill }: Locks,
) {
  const release = async () => void (await run(unlock))
  return {
    release,
    /** Lets every such write to a table wait, in the middle of its statement, for `release()`. */
    async hold(event: Event, table: string): Promise<void> {
      for (const statement of [lock, ...hold(event, table)]) await run(statement)
    },
    /** Runs so many queries that wait for one another, and gives the ids of their connections. */
    async atOnce(count: number, query: (statement: string) => Promise<Row[]>): Promise<number[]> {
      await run(lock)
      const answers = Promise.all(Array.from({ length: count }, () => query(wait)))
      await poll(() => rows(held), count)
      await release()
      return (await answers).map(([row]) => Number(row?.id))
    },
    /** Waits until a write is held, and ends its connection from this side. */
    async killHeld(): Promise<void> {
      const [row] = await poll(() => rows(held))
      await run(kill(row?.id))
    },
  }
}

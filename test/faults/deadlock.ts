import type { ServerDatabase } from '../drivers/database.ts'
import type { Row } from '../drivers/tables.ts'
import { poll, settling } from './poll.ts'

type Server = 'postgres' | 'mysql'

const waiting: Record<Server, string> = {
  postgres: `select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`,
  // The server renews what it tells of locks when nobody has asked for a while.
  mysql: `select id from information_schema.processlist
    where db = database() and (info like 'delete from \`user\`%' or info like 'update%')`,
}

/**
 * Lets a write to the row of Anna, whose key it or its transaction has written before, deadlock with a
 * transaction that has changed so much more that the server undoes the write.
 */
export async function deadlock<Result>(
  { run }: Pick<ServerDatabase, 'run'>,
  server: Server,
  write: () => Promise<Result>,
): Promise<PromiseSettledResult<Result>> {
  const rows = async () => {
    const answer = await run(waiting[server])
    return server === 'mysql' ? (answer as [Row[]])[0] : (answer as { rows: Row[] }).rows
  }
  const quote = server === 'mysql' ? '`' : '"'
  await run('create table heavy (number int)')
  await run('begin')
  for (let row = 0; row < 20; row++) await run('insert into heavy values (1)')
  await run(`update ${quote}user${quote} set username = 'anna' where id = 'anna'`)
  await run(`update user_session set country = 'FR' where user_id = 'anna'`)
  const written = Promise.allSettled([write()])
  await poll(rows)
  await run(`update user_key set hashed_password = null where user_id = 'anna'`)
  await run('commit')
  return (await settling('the write', written))[0]
}

import type { ServerDatabase } from '../drivers/database.ts'
import type { Row } from '../drivers/tables.ts'
import { poll, settling } from './poll.ts'

type Server = 'postgres' | 'mysql'

// The server renews what it tells of locks when nobody has asked for a while.
const waiting = `select id from information_schema.processlist
  where db = database() and (info like 'delete from \`user\`%' or info like 'update%')`

/**
 * Closes the circle as soon as somebody waits for this transaction. PostgreSQL looks for circles once, a
 * second after a wait began, and undoes what looks, which is not to be this transaction.
 */
const closeInPostgres = `do $$ begin
  set local deadlock_timeout = '1min';
  loop
    exit when exists (
      select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)));
    perform pg_sleep(0.005);
  end loop;
  update user_key set hashed_password = null where user_id = 'anna';
end $$`

/**
 * Lets a write to the row of Anna, whose key it or its transaction has written before, deadlock with a
 * transaction that has changed so much more that the server undoes the write.
 */
export async function deadlock<Result>(
  { run }: Pick<ServerDatabase, 'run'>,
  server: Server,
  write: () => Promise<Result>,
): Promise<PromiseSettledResult<Result>> {
  const quote = server === 'mysql' ? '`' : '"'
  await run('create table heavy (number int)')
  await run('begin')
  for (let row = 0; row < 20; row++) await run('insert into heavy values (1)')
  await run(`update ${quote}user${quote} set username = 'anna' where id = 'anna'`)
  await run(`update user_session set country = 'FR' where user_id = 'anna'`)
  const written = Promise.allSettled([write()])
  if (server === 'postgres') await settling('what closes the circle', run(closeInPostgres))
  else {
    await poll(async () => ((await run(waiting)) as [Row[]])[0])
    await run(`update user_key set hashed_password = null where user_id = 'anna'`)
  }
  await run('commit')
  return (await settling('the write', written))[0]
}

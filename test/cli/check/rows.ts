import type { Fault } from './subject.ts'

const later = 9_000_000_000_000

/** Rows of users that are gone, and sessions that are over: faults of every dialect. */
export function rowFaults(user: string): Fault[] {
  const session = (id: string, userId: string, idle: number) =>
    `insert into user_session (id, user_id, active_expires, idle_expires)
      values ('${id}', '${userId}', ${idle}, ${idle})`
  const key = (id: string, userId: string) =>
    `insert into user_key (id, user_id) values ('${id}', '${userId}')`
  const anna = `insert into ${user} (id) values ('anna')`
  return [
    {
      name: 'keys and sessions of users that are gone',
      plant: [
        anna,
        ...[session('1', 'anna', later), session('2', 'gone', later), session('3', 'gone', later)],
        ...[key('email:anna', 'anna'), key('email:gone', 'gone')],
      ],
      found: ['orphans user_session', 'orphans user_key'],
    },
    {
      name: 'sessions that are over, which are a note',
      plant: [anna, session('1', 'anna', later), session('2', 'anna', 1000)],
      found: ['expired-sessions user_session'],
      cured: false,
    },
  ]
}

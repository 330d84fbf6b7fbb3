import type { Dialect } from '../drivers/tables.ts'

const lacking = [
  'alter table user_session drop column country',
  'alter table user_key drop column hashed_password',
]
const events = ['insert', 'update', 'delete']
const seen = {
  user_session: (row: string) => `concat(${row}.id, '/', ${row}.user_id)`,
  user_key: (row: string) => `concat(${row}.id, '/', ${row}.hashed_password)`,
}

/** Triggers on every write of sessions and keys, which are told what it holds. */
export function triggers(write: (event: string, table: string, seen: string) => string): string[] {
  return Object.entries(seen).flatMap(([table, of]) =>
    events.map((event) => write(event, table, of(event === 'delete' ? 'old' : 'new'))),
  )
}

/** Rows of the app that keep what is to be deleted. */
function keeping(type: string, ...tables: string[]): string[] {
  return tables.flatMap((table) => [
    `create table note_of_${table} (id ${type} not null references ${table}(id))`,
    `insert into note_of_${table} select id from ${table}`,
  ])
}

/** Statements that make others fail, on each dialect, with messages that show what was to be written. */
export const leaks: Record<string, Record<Dialect, string[]>> = {
  'tables lack a column': { sqlite: lacking, postgres: lacking, mysql: lacking },
  'triggers refuse what they see': {
    sqlite: triggers(
      (event, table) => `create trigger refuse_${event}_${table} before ${event} on ${table}
        begin select raise(abort, 'refused'); end`,
    ),
    postgres: [
      `create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'refused: % %', old, new using detail = concat(old, new),
          hint = concat(old, new), column = concat(old, new);
      end $$`,
      ...triggers(
        (event, table) => `create trigger refuse_${event} before ${event} on ${table}
          for each row execute function refuse()`,
      ),
    ],
    mysql: triggers(
      (event, table, text) => `create trigger refuse_${event}_${table} before ${event} on ${table}
        for each row begin
          declare message varchar(500) default concat('refused: ', ${text});
          signal sqlstate '45000' set message_text = message;
        end`,
    ),
  },
  "rows of the app's keep what is to be deleted": {
    sqlite: keeping('text', 'user_session', 'user_key'),
    postgres: keeping('text', 'user_session', 'user_key'),
    mysql: keeping('varchar(255)', 'user_session'),
  },
}

import { describe, expect, it } from 'vitest'
import { failuresOf, secretOptions, signUp } from './secrets.ts'
import { type Dialect, type Subject, subjects } from './subjects.ts'

const lacking = [
  'alter table user_session drop column country',
  'alter table user_key drop column hashed_password',
]
const events = ['insert', 'update', 'delete']
const seen = {
  user_session: (row: string) => `concat(${row}.id, '/', ${row}.user_id)`,
  user_key: (row: string) => `concat(${row}.id, '/', ${row}.hashed_password)`,
}

function triggers(write: (event: string, table: string, seen: string) => string): string[] {
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

/** What makes statements fail, on each dialect. */
const faults: Record<string, Record<Dialect, string[]>> = {
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

describe.each(subjects)('no error of $name holds a session id, a password or a hash', (subject) => {
  async function failures(statements: string[], end = false): Promise<string[]> {
    const opened = await subject.open(subject.schema)
    try {
      const auth = authOf(subject, opened.handle)
      await signUp(auth)
      for (const statement of statements) await opened.run(statement)
      if (end) await opened.end()
      return await failuresOf(auth)
    } finally {
      await opened.close().catch(() => {})
    }
  }

  it.each(Object.keys(faults))('when %s', async (fault) => {
    expect(await failures(faults[fault]?.[subject.dialect] ?? [])).not.toEqual([])
  })

  it('when ids are taken', async () => {
    const failed = await failures([])
    expect(failed).toContain('createSession')
  })

  it('when the handle has ended', async () => {
    expect(await failures([], true)).toContain('validate')
  })
})

function authOf({ createAuth, schema }: Subject, handle: unknown) {
  return createAuth(handle, { ...secretOptions, schema }).auth
}

import { access } from 'node:fs/promises'
import { type Client, createClient as createAnyClient, LibsqlError } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { createClient as createWebClient } from '@libsql/client/web'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LibsqlServer, startLibsql } from './libsql.ts'

let server: LibsqlServer
let client: Client

beforeAll(async () => {
  server = await startLibsql()
})

afterAll(async () => {
  await server.stop()
})

const schema = `
  DROP TABLE IF EXISTS child; DROP TABLE IF EXISTS parent;
  CREATE TABLE parent (id TEXT PRIMARY KEY, email TEXT UNIQUE);
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id TEXT NOT NULL REFERENCES parent (id));
`

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable('it must reject'),
    (error: unknown) => error,
  )
}

/** Read through another driver, so that the gateway does not vouch for itself. */
function parents(): unknown[] {
  const database = new Database(server.file, { readonly: true })
  try {
    return database.prepare('SELECT id FROM parent ORDER BY id').pluck().all()
  } finally {
    database.close()
  }
}

describe.each([
  ['@libsql/client', createAnyClient],
  ['@libsql/client/http', createHttpClient],
  ['@libsql/client/web', createWebClient],
])('%s', (_, createClient) => {
  beforeEach(async () => {
    client = createClient({ url: server.url })
    await client.executeMultiple(schema)
  })

  afterEach(() => {
    client.close()
  })

  it('carries values of every type, by place and by name', async () => {
    const bytes = new Uint8Array([0, 255, 1])
    const args = [1_700_000_000_123n, 0.5, 'Grüße, 世界 🔑', bytes, null, true, '']
    const columns = args.map((__, index) => `?${index + 1}, typeof(?${index + 1})`)
    const result = await client.execute({ sql: `SELECT ${columns.join(', ')}`, args })
    expect(Array.from({ length: 14 }, (__, index) => result.rows[0]?.[index])).toEqual([
      ...[1_700_000_000_123, 'integer', 0.5, 'real', 'Grüße, 世界 🔑', 'text'],
      ...[bytes.buffer, 'blob', null, 'null', 1, 'integer', '', 'text'],
    ])
    const plain = await client.execute({ sql: 'SELECT ? AS a, ? AS b', args: ['x', 2n] })
    expect(plain.rows).toEqual([{ a: 'x', b: 2 }])
    const named = {
      sql: "SELECT :a AS a, @b AS b, $c AS c, ':d?' AS d",
      args: { a: 1, b: 'x', c: null },
    }
    expect((await client.execute(named)).rows).toEqual([{ a: 1, b: 'x', c: null, d: ':d?' }])
  })

  it('reports columns, counts and row ids', async () => {
    await client.execute("INSERT INTO parent VALUES ('a', NULL), ('b', NULL)")
    const inserted = await client.execute(
      "INSERT INTO child VALUES (9007199254740991, 'a') RETURNING id",
    )
    expect(inserted).toMatchObject({ rowsAffected: 1, lastInsertRowid: 9007199254740991n })
    expect(inserted.rows).toEqual([{ id: 9007199254740991 }])
    const updated = await client.execute('UPDATE parent SET email = id')
    expect(updated).toMatchObject({ rowsAffected: 2, lastInsertRowid: undefined })
    const selected = await client.execute('SELECT id, count(*) AS n FROM child')
    expect(selected).toMatchObject({
      columns: ['id', 'n'],
      columnTypes: ['INTEGER', ''],
      rowsAffected: 0,
    })
  })

  it.each([
    [
      "INSERT INTO parent VALUES ('a', NULL)",
      'SQLITE_CONSTRAINT',
      'SQLite error: UNIQUE constraint failed: parent.id',
    ],
    [
      "INSERT INTO parent VALUES ('b', 'x')",
      'SQLITE_CONSTRAINT',
      'SQLite error: UNIQUE constraint failed: parent.email',
    ],
    [
      "INSERT INTO child VALUES (1, 'none')",
      'SQLITE_CONSTRAINT',
      'SQLite error: FOREIGN KEY constraint failed',
    ],
    [
      'INSERT INTO child VALUES (1, NULL)',
      'SQLITE_CONSTRAINT',
      'SQLite error: NOT NULL constraint failed: child.parent_id',
    ],
    ['SELECT * FROM missing', 'SQLITE_UNKNOWN', 'SQLite error: no such table: missing'],
    ['SELECT absent', 'SQL_INPUT_ERROR', 'SQL input error: no such column: absent (at offset 7)'],
    ['SELEC 1', 'SQL_PARSE_ERROR', 'SQL string could not be parsed: near "SELEC": syntax error'],
    ['SELECT 1; SELECT 2', 'SQL_MANY_STATEMENTS', 'SQL string contains more than one statement'],
    [
      'SELECT ?',
      'ARGS_INVALID',
      'Arguments do not match SQL parameters: value for parameter 1 not found',
    ],
  ])('fails %s with %s and no extended code', async (sql, code, message) => {
    await client.execute("INSERT INTO parent VALUES ('a', 'x')")
    const error = await failure(client.execute(sql))
    expect(error).toBeInstanceOf(LibsqlError)
    expect(error).toMatchObject({ code, message: `${code}: ${message}` })
    expect(error).toMatchObject({ extendedCode: undefined, rawCode: undefined })
  })

  it('runs a batch as one', async () => {
    const insert = 'INSERT INTO parent (id) VALUES (?)'
    await client.batch(
      [
        [insert, ['a']],
        [insert, ['b']],
      ],
      'write',
    )
    expect(parents()).toEqual(['a', 'b'])
    const failed = await failure(
      client.batch([
        [insert, ['c']],
        [insert, ['a']],
        [insert, ['d']],
      ]),
    )
    expect(failed).toMatchObject({ code: 'SQLITE_CONSTRAINT', statementIndex: 1 })
    expect(parents()).toEqual(['a', 'b'])
    expect((await client.execute('PRAGMA foreign_keys')).rows).toEqual([{ foreign_keys: 1 }])
  })

  it('commits, rolls back and closes interactive transactions', async () => {
    const first = await client.transaction('write')
    await first.execute("INSERT INTO parent (id) VALUES ('a')")
    expect(parents()).toEqual([])
    expect((await first.execute('SELECT id FROM parent')).rows).toEqual([{ id: 'a' }])
    await first.commit()
    const second = await client.transaction('write')
    await second.execute("INSERT INTO parent (id) VALUES ('b')")
    await failure(second.execute("INSERT INTO parent (id) VALUES ('a')"))
    await second.rollback()
    const third = await client.transaction('write')
    await third.executeMultiple("INSERT INTO parent (id) VALUES ('c'); SELECT 1;")
    third.close()
    await client.execute("INSERT INTO parent (id) VALUES ('d')")
    expect(parents()).toEqual(['a', 'd'])
  })

  it('waits for the lock of another transaction', async () => {
    const holder = await client.transaction('write')
    await holder.execute("INSERT INTO parent (id) VALUES ('a')")
    const waiting = [
      client.execute("INSERT INTO parent (id) VALUES ('b')"),
      client.batch(["INSERT INTO parent (id) VALUES ('c')"], 'deferred'),
      client.batch(["INSERT INTO parent (id) VALUES ('d')"], 'write'),
    ]
    await holder.commit()
    await Promise.all(waiting)
    expect(parents()).toEqual(['a', 'b', 'c', 'd'])
  })
})

it('closes its port, its transactions and its file on stop', async () => {
  const own = await startLibsql()
  const other = createAnyClient({ url: own.url })
  await other.executeMultiple(schema)
  const open = await other.transaction('write')
  await open.execute("INSERT INTO parent (id) VALUES ('a')")
  await own.stop()
  await expect(other.execute('SELECT 1')).rejects.toThrow('fetch failed')
  await expect(access(own.file)).rejects.toThrow('ENOENT')
})

import { Client, connect } from '@planetscale/database'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDatabase, type TestDatabase } from './database.ts'
import type { TestServer } from './guarded-server.ts'
import { startPlanetscale } from './planetscale.ts'

let database: TestDatabase
let server: TestServer
let client: Client

beforeAll(async () => {
  database = await createDatabase(inject('mysqlUrl'))
  server = await startPlanetscale(database.url)
  client = new Client({ url: server.url })
})

afterAll(async () => {
  await server.stop()
  await database.drop()
})

beforeEach(async () => {
  await client.execute('DROP TABLE IF EXISTS child, parent')
  await client.execute(
    'CREATE TABLE parent (id VARCHAR(255) COLLATE utf8mb4_bin PRIMARY KEY, email VARCHAR(255) UNIQUE)',
  )
  await client.execute(
    'CREATE TABLE child (id INT PRIMARY KEY AUTO_INCREMENT, parent_id VARCHAR(255) COLLATE utf8mb4_bin, FOREIGN KEY (parent_id) REFERENCES parent (id))',
  )
})

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable('it must reject'),
    (error: unknown) => error,
  )
}

async function parents(): Promise<unknown[]> {
  return (await client.execute('SELECT id FROM parent ORDER BY id', null, { as: 'array' })).rows
}

describe('values', () => {
  it('arrive by their Vitess types', async () => {
    const values = [
      ['t1', 'TINYINT(1)', true, 'INT8', 1],
      ['small', 'SMALLINT UNSIGNED', 65_535, 'UINT16', 65_535],
      ['plain', 'INT', -7, 'INT32', -7],
      ['big', 'BIGINT', 1_700_000_000_123n, 'INT64', '1700000000123'],
      ['huge', 'BIGINT UNSIGNED', 18_446_744_073_709_551_615n, 'UINT64', '18446744073709551615'],
      ['ratio', 'DOUBLE', 0.5, 'FLOAT64', 0.5],
      ['price', 'DECIMAL(10,2)', 12.5, 'DECIMAL', '12.50'],
      ['words', 'VARCHAR(50)', 'Grüße, 世界 🔑', 'VARCHAR', 'Grüße, 世界 🔑'],
      ['exact', 'VARCHAR(50) COLLATE utf8mb4_bin', 'ä', 'VARBINARY', 'ä'],
      ['essay', 'TEXT', 'it\'s "quoted" \\ here', 'TEXT', 'it\'s "quoted" \\ here'],
      ['bytes', 'BLOB', new Uint8Array([0, 255, 1]), 'BLOB', new Uint8Array([0, 255, 1])],
      ['moment', 'DATETIME(3)', new Date(0), 'DATETIME', '1970-01-01 00:00:00.000'],
      ['document', 'JSON', '{"a":[1,"ö"]}', 'JSON', { a: [1, 'ö'] }],
      ['state', "ENUM('on','off')", 'off', 'ENUM', 'off'],
      ['empty', 'VARCHAR(5)', '', 'VARCHAR', ''],
      ['nothing', 'INT', null, 'INT32', null],
    ] as const
    const columns = values.map(([name, type]) => `${name} ${type}`).join(', ')
    await client.execute(`CREATE TABLE types (${columns})`)
    const marks = values.map(() => '?').join(', ')
    await client.execute(
      `INSERT INTO types VALUES (${marks})`,
      values.map(([, , value]) => value),
    )
    const result = await client.execute('SELECT * FROM types')
    expect(result.types).toEqual(Object.fromEntries(values.map(([name, , , type]) => [name, type])))
    expect(result.rows).toEqual([
      Object.fromEntries(values.map(([name, , , , value]) => [name, value])),
    ])
  })

  it('of an expression without a type are NULL', async () => {
    const { types, rows } = await client.execute('SELECT NULL AS nothing')
    expect({ types, rows }).toEqual({ types: { nothing: 'NULL' }, rows: [{ nothing: null }] })
  })

  it('count the rows that matched, and give the last inserted id', async () => {
    await client.execute("INSERT INTO parent VALUES ('a', NULL), ('b', NULL)")
    const inserted = await client.execute("INSERT INTO child (parent_id) VALUES ('a')")
    expect(inserted).toMatchObject({ rowsAffected: 1, insertId: '1' })
    const unchanged = await client.execute('UPDATE parent SET email = NULL')
    expect(unchanged).toMatchObject({ rowsAffected: 2, insertId: '0' })
    expect(await client.execute('SELECT id FROM parent WHERE id = ?', ['c'])).toMatchObject({
      rows: [],
      rowsAffected: 0,
      headers: ['id'],
    })
  })
})

describe('errors', () => {
  it('name a duplicate as AlreadyExists, with table and key and without values', async () => {
    await client.execute("INSERT INTO parent VALUES ('a', 'x')")
    const name = new URL(database.url).pathname.slice(1)
    const message = `target: ${name}.-.primary: vttablet: rpc error: code = AlreadyExists desc = Duplicate entry 'x' for key 'parent.email' (errno 1062) (sqlstate 23000) (CallerID: gateway): Sql: "INSERT INTO parent VALUES (:vtg1 /* VARCHAR */, :vtg2 /* VARCHAR */)", BindVars: {REDACTED}`
    expect(
      await failure(client.execute('INSERT INTO parent VALUES (?, ?)', ['b', 'x'])),
    ).toMatchObject({
      name: 'DatabaseError',
      status: 400,
      message,
      body: { code: 'UNKNOWN', message },
    })
    const primary = failure(client.execute("insert into `parent` (id) values ('a')"))
    expect(await primary).toMatchObject({
      message: expect.stringContaining("Duplicate entry 'a' for key 'parent.PRIMARY' (errno 1062)"),
    })
  })

  it.each([
    ["INSERT INTO child (parent_id) VALUES ('none')", 'FailedPrecondition', 1452, '23000'],
    ['SELECT 1 FROM missing', 'NotFound', 1146, '42S02'],
    ['SELEC 1', 'InvalidArgument', 1064, '42000'],
  ])('of %s carry %s', async (sql, code, number, state) => {
    const pattern = new RegExp(
      `code = ${code} desc = .* \\(errno ${number}\\) \\(sqlstate ${state}\\)`,
    )
    expect(await failure(client.execute(sql))).toMatchObject({
      message: expect.stringMatching(pattern),
    })
  })

  it('refuse other credentials', async () => {
    const url = new URL(server.url)
    url.password = 'wrong'
    expect(await failure(connect({ url: url.href }).execute('SELECT 1'))).toMatchObject({
      status: 401,
    })
  })
})

describe('transactions', () => {
  it('commit, and roll back with the error of the work', async () => {
    await client.transaction(async (transaction) => {
      await transaction.execute("INSERT INTO parent VALUES ('a', NULL)")
      expect(await parents()).toEqual([])
    })
    expect(await parents()).toEqual([['a']])
    const work = client.transaction(async (transaction) => {
      await transaction.execute("INSERT INTO parent VALUES ('b', NULL)")
      await transaction.execute("INSERT INTO parent VALUES ('a', NULL)")
    })
    expect(await failure(work)).toMatchObject({ message: expect.stringContaining('1062') })
    expect(await parents()).toEqual([['a']])
  })

  it('belong to one session, and run side by side', async () => {
    const [first, second] = [connect({ url: server.url }), connect({ url: server.url })]
    for (const connection of [first, second]) await connection.execute('BEGIN')
    await first.execute("INSERT INTO parent VALUES ('a', NULL)")
    await second.execute("INSERT INTO parent VALUES ('b', NULL)")
    await first.execute('ROLLBACK')
    await second.execute('COMMIT')
    expect(await parents()).toEqual([['b']])
    await first.refresh()
    expect(await first.execute('ROLLBACK')).toMatchObject({ rows: [] })
  })

  it('are lost with their connection, and the session works on', async () => {
    const connection = connect({ url: server.url })
    await connection.execute('BEGIN')
    await connection.execute("INSERT INTO parent VALUES ('a', NULL)")
    const { rows } = await connection.execute('SELECT CONNECTION_ID()', null, { as: 'array' })
    const killer = await createConnection(database.url)
    await killer.query(`KILL ${(rows as string[][])[0]?.[0]}`)
    await killer.end()
    const lost = await failure(connection.execute("INSERT INTO parent VALUES ('b', NULL)"))
    expect(lost).toMatchObject({ message: expect.stringContaining('(errno 2013)') })
    const ended = await failure(connection.execute('ROLLBACK'))
    expect(ended).toMatchObject({ message: expect.stringMatching(/code = Aborted .* not found/) })
    expect((await connection.execute('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    expect(await parents()).toEqual([])
  })
})

it('closes its port and its MySQL connections on stop', async () => {
  const own = await startPlanetscale(database.url)
  const connection = connect({ url: own.url })
  await connection.execute('BEGIN')
  await connection.execute("INSERT INTO parent VALUES ('a', NULL)")
  await own.stop()
  await expect(connection.execute('COMMIT')).rejects.toThrow('fetch failed')
  expect(await parents()).toEqual([])
})

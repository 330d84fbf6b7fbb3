import { NeonDbError, type NeonQueryFunction, neon, types } from '@neondatabase/serverless'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/neon-http.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import type { TestServer } from './guarded-server.ts'
import { neonOverHttp, startNeon } from './neon.ts'

let database: TestDatabase
let server: TestServer
let sql: NeonQueryFunction<false, false>

beforeAll(async () => {
  database = await createDatabase(inject('postgresUrl'))
  server = await startNeon(database.url)
  sql = neonOverHttp(server.url)
  await sql`create table one (id integer primary key, at timestamptz, doc jsonb)`
})

afterAll(async () => {
  await server.stop()
  await database.drop()
})

describe("the gateway of Neon's protocol", () => {
  it('gives values as the driver parses them, as objects, as arrays and with their fields', async () => {
    await sql`insert into one values (${1}, ${new Date(0)}, ${{ a: [1] }})`
    const row = { id: 1, at: new Date(0), doc: { a: [1] } }
    expect(await sql`select * from one`).toEqual([row])
    const given = await sql.query('select * from one where id = $1', [1], {
      arrayMode: true,
      fullResults: true,
    })
    expect(given).toMatchObject({ rowCount: 1, command: 'SELECT', rows: [Object.values(row)] })
    expect(given.fields.map(({ name }) => name)).toEqual(['id', 'at', 'doc'])
  })

  it('runs several statements all or none, at the level that is asked for', async () => {
    const level = sql`select current_setting('transaction_isolation') as level`
    const reading = { readOnly: true, isolationLevel: 'RepeatableRead' } as const
    expect(await sql.transaction([level], reading)).toEqual([[{ level: 'repeatable read' }]])
    const both = sql.transaction([sql`insert into one values (2)`, sql`insert into one values (1)`])
    await expect(both).rejects.toThrow('duplicate key')
    expect(await sql`select id from one`).toEqual([{ id: 1 }])
    const written = sql.transaction([sql`delete from one`], { readOnly: true })
    await expect(written).rejects.toMatchObject({ code: '25006' })
  })

  it('gives the errors of the server as those of the driver, and refuses other passwords', async () => {
    const taken = await sql`insert into one values (1)`.catch((error) => error)
    expect(taken).toBeInstanceOf(NeonDbError)
    expect(taken).toMatchObject({ code: '23505', table: 'one', constraint: 'one_pkey' })
    const url = new URL(server.url)
    url.password = 'wrong'
    await expect(neon(url.href)`select 1`).rejects.toMatchObject({ code: '28P01' })
  })
})

describe('createAuth() of Neon over HTTP', () => {
  it("leaves the driver's own parsers alone, for all other queries of the app", async () => {
    const before = Object.values(types.builtins).map((type) => types.getTypeParser(type))
    createAuth(sql)
    expect(Object.values(types.builtins).map((type) => types.getTypeParser(type))).toEqual(before)
    expect(await sql`select at from one`).toEqual([{ at: new Date(0) }])
  })
})

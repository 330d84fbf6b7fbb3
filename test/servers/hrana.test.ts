import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LibsqlServer, startLibsql } from './libsql.ts'

let server: LibsqlServer

beforeAll(async () => {
  server = await startLibsql()
})

afterAll(async () => {
  await server.stop()
})

/** Straight to the gateway: what `@libsql/client` itself does not send. */
function post(body: object): Promise<Response> {
  return fetch(`${server.url}/v3/pipeline`, { method: 'POST', body: JSON.stringify(body) })
}

describe('Hrana over HTTP', () => {
  it('describes a statement whose text was stored', async () => {
    const sql = "SELECT name, ':b' AS text FROM sqlite_schema WHERE name = :a AND 1 = ? AND 2 = ?"
    const requests = [
      { type: 'store_sql', sql_id: 1, sql },
      { type: 'describe', sql_id: 1 },
      { type: 'close_sql', sql_id: 1 },
      { type: 'describe', sql_id: 1 },
    ]
    const { results } = await (await post({ requests })).json()
    expect(results).toEqual([
      { type: 'ok', response: { type: 'store_sql' } },
      {
        type: 'ok',
        response: {
          type: 'describe',
          result: {
            params: [{ name: ':a' }, { name: null }, { name: null }],
            cols: [
              { name: 'name', decltype: 'TEXT' },
              { name: 'text', decltype: null },
            ],
            is_explain: false,
            is_readonly: true,
          },
        },
      },
      { type: 'ok', response: { type: 'close_sql' } },
      { type: 'error', error: { message: 'SQL text 1 not found', code: 'SQL_NOT_FOUND' } },
    ])
  })

  it('decides the steps of a batch by what came before, and by the transaction', async () => {
    const autocommit = { type: 'is_autocommit' }
    const steps = [
      { stmt: { sql: 'BEGIN' } },
      { stmt: { sql: 'SELECT 1' }, condition: autocommit },
      { stmt: { sql: 'SELECT absent' }, condition: { type: 'ok', step: 0 } },
      { stmt: { sql: 'SELECT 3' }, condition: { type: 'error', step: 2 } },
      { stmt: { sql: 'SELECT 4' }, condition: { type: 'and', conds: [autocommit] } },
      { stmt: { sql: 'ROLLBACK' }, condition: { type: 'not', cond: { type: 'ok', step: 2 } } },
      {
        stmt: { sql: 'SELECT 6', want_rows: false },
        condition: { type: 'or', conds: [autocommit] },
      },
    ]
    const { results } = await (
      await post({ requests: [{ type: 'batch', batch: { steps } }] })
    ).json()
    const { step_results, step_errors } = results[0].response.result
    const ran = step_results.map((result: { rows: object[] } | null) => result?.rows ?? null)
    expect(ran).toEqual([[], null, null, [[{ type: 'integer', value: '3' }]], null, [], []])
    expect(step_errors).toEqual([null, null, expect.any(Object), null, null, null, null])
  })

  it('takes a baton once, and has no protobuf', async () => {
    const opened = await (await post({ requests: [{ type: 'get_autocommit' }] })).json()
    expect(opened.results).toEqual([
      { type: 'ok', response: { type: 'get_autocommit', is_autocommit: true } },
    ])
    const closed = await (await post({ baton: opened.baton, requests: [{ type: 'close' }] })).json()
    expect(closed).toMatchObject({ baton: null })
    expect((await post({ baton: opened.baton, requests: [] })).status).toBe(400)
    expect((await fetch(`${server.url}/v3-protobuf`)).status).toBe(404)
  })
})

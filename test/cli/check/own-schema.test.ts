import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createSchema } from '../../../src/schema/mysql.ts'
import { mysqlTables } from '../../ddl.ts'
import { createDatabase } from '../../servers/database.ts'
import { type App, createApp } from '../app.ts'

const schema = `
import { varchar } from 'drizzle-orm/mysql-core'
import { createSchema } from 'lucia-setup/schema/mysql'

export const { user, session, key } = createSchema({
  lengths: { user: 36 },
  session: { country: varchar('country', { length: 2 }) },
})
`
let app: App

beforeAll(async () => {
  app = await createApp('mysql2', 'drizzle-kit')
  await app.write('schema.ts', schema)
})

afterAll(() => app.remove())

describe("check with the app's own schema", () => {
  it('holds the database to its lengths and attributes', async () => {
    const database = await createDatabase(inject('mysqlUrl'))
    const connection = await createConnection({ uri: database.url, multipleStatements: true })
    const check = async () => {
      const args = [database.url, '--schema', 'schema.ts', '--json']
      const { stdout } = await app.command('check', ...args)
      const { findings } = JSON.parse(stdout) as { findings: Record<string, string>[] }
      return findings
    }
    try {
      for (const statement of await mysqlTables(createSchema())) {
        await connection.query(statement)
      }
      const findings = await check()
      expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
        'too-short auth_user.id',
        'too-short user_session.user_id',
        'missing-column user_session.country',
        'too-short user_key.user_id',
      ])
      for (const { cure = '' } of findings) await connection.query(cure)
      expect(await check()).toEqual([])
    } finally {
      await connection.end()
      await database.drop()
    }
  })
})

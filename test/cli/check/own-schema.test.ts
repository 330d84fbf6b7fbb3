import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../../src/schema/postgres.ts'
import { mysqlDatabase, postgresDatabase } from '../../drivers/database.ts'
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
    const { url, run, drop } = await mysqlDatabase(createSchema())
    const check = async () => {
      const args = [url, '--schema', 'schema.ts', '--json']
      const { stdout } = await app.command('check', ...args)
      const { findings } = JSON.parse(stdout) as { findings: Record<string, string>[] }
      return findings
    }
    try {
      const findings = await check()
      expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
        'too-short auth_user.id',
        'too-short user_session.user_id',
        'missing-column user_session.country',
        'too-short user_key.user_id',
      ])
      for (const { cure = '' } of findings) await run(cure)
      expect(await check()).toEqual([])
    } finally {
      await drop()
    }
  })
})

describe("check with the app's own schema in PostgreSQL", () => {
  const columns = `
import { boolean, integer, timestamp, varchar } from 'drizzle-orm/pg-core'
import { createSchema } from 'lucia-setup/schema/postgres'

export const { user, session, key } = createSchema({
  user: {
    firstName: varchar({ length: 20 }),
    seenAt: timestamp({ withTimezone: true }),
    logins: integer(),
    isAdmin: boolean(),
  },
})
`
  const config = (casing: string) =>
    `export default { dialect: 'postgresql', schema: './columns.ts', casing: ${casing} }\n`

  it.each([
    ["'snake_case'", ['first_name varchar(20)', 'seen_at timestamptz', 'is_admin boolean'], []],
    [
      'undefined',
      ['first_name varchar(20)', '"seenAt" timestamptz', '"isAdmin" boolean'],
      ["missing-column auth_user.firstName: name the column 'first_name' in the schema, or"],
    ],
    [
      "'snake_case'",
      ['first_name varchar(10)', 'seen_at timestamp', 'is_admin int2'],
      [
        'too-short auth_user.first_name: ALTER TABLE "auth_user" ALTER COLUMN "first_name" TYPE varchar(20)',
        'other-type auth_user.seen_at: declare the column as timestamp in the schema; the data stays',
        'other-type auth_user.is_admin: declare the column as int2 in the schema; the data stays',
      ],
    ],
  ])('knows the casing %s, and sees types that do something else', async (casing, live, found) => {
    const app = await createApp('pg', 'drizzle-kit')
    const { url, run, drop } = await postgresDatabase(createPostgresSchema())
    try {
      await app.write('columns.ts', columns)
      await app.write('drizzle.config.ts', config(casing))
      for (const column of [...live, 'logins int']) {
        await run(`alter table auth_user add column ${column}`)
      }
      const args = [url, '--schema', 'columns.ts', '--json']
      const { stdout, output } = await app.command('check', ...args)
      expect(output).toBe(stdout)
      const { findings } = JSON.parse(stdout) as { findings: Record<string, string>[] }
      const lines = findings.map(({ code, subject, cure }) => `${code} ${subject}: ${cure}`)
      expect(lines).toEqual(found.map((line) => expect.stringContaining(line)))
    } finally {
      await drop()
      await app.remove()
    }
  })
})

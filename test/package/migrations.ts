import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { entries } from './entries.ts'
import { type Outcome, run } from './run.ts'

const kits = { sqlite: 'sqlite', pg: 'postgresql', mysql: 'mysql' }

/** The dialects, each with its schema in this package. */
const dialects = [...new Map(entries.map(({ dialect, schema }) => [dialect, schema]))].map(
  ([dialect, schema]) => ({ dialect, schema, kit: kits[dialect] }),
)

/** What an app writes to have its migrations generated. */
const schemaOf = (dialect: string, schema: string) => `
import { text } from 'drizzle-orm/${dialect}-core'
import { createSchema } from 'lucia-setup/schema/${schema}'

export const { user, session, key } = createSchema({
  tableNames: { user: 'account' },
  user: { email: text('email').notNull() },
  session: { country: text('country') },
})
`
const configOf = (kit: string) => `
import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: '${kit}', schema: './schema.ts', out: './migrations' })
`

/** drizzle-kit in an app, which finds the tables at the top level of `schema.ts`. */
export function migrationCases(consumer: string): void {
  describe.each(dialects)('drizzle-kit for $kit', ({ dialect, schema, kit }) => {
    const folder = join(consumer, `migrations-${schema}`)
    const generate = () =>
      run(folder, 'node', join(consumer, 'node_modules/drizzle-kit/bin.cjs'), 'generate')
    let first: Outcome

    beforeAll(async () => {
      await mkdir(folder)
      await writeFile(join(folder, 'schema.ts'), schemaOf(dialect, schema))
      await writeFile(join(folder, 'drizzle.config.ts'), configOf(kit))
      first = await generate()
    })

    it('generates the tables, and then finds nothing more to do', async () => {
      expect(first.code, first.output).toBe(0)
      const generated = await statements(folder)
      for (const name of ['account', 'user_session', 'user_key']) {
        expect(generated.join('\n')).toMatch(new RegExp(`create table ["\`]${name}["\`]`, 'i'))
      }
      const second = await generate()
      expect(second.output).toMatch(/No schema changes/)
      expect(await statements(folder)).toEqual(generated)
    })
  })

  it('makes a migration that SQLite takes', async () => {
    const database = new Database(':memory:')
    for (const statement of await statements(join(consumer, 'migrations-sqlite')))
      database.exec(statement)
    const columns = (table: string) =>
      database.prepare('select name from pragma_table_info(?)').pluck().all(table)
    expect(columns('account')).toEqual(['id', 'email'])
    expect(columns('user_session')).toEqual([...sessionColumns, 'country'])
    expect(columns('user_key')).toEqual(['id', 'user_id', 'hashed_password'])
    database.close()
  })
}

const sessionColumns = ['id', 'user_id', 'active_expires', 'idle_expires']

/** The statements of all migrations, each on one line. */
async function statements(folder: string): Promise<string[]> {
  const files = await readdir(join(folder, 'migrations'))
  const migrations = files.filter((name) => name.endsWith('.sql')).sort()
  const texts = migrations.map((name) => readFile(join(folder, 'migrations', name), 'utf8'))
  const text = (await Promise.all(texts)).join('--> statement-breakpoint')
  return text.split('--> statement-breakpoint').map((sql) => sql.trim().replace(/\s*\n\s*/g, ' '))
}

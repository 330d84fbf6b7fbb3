import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, run } from '../package/run.ts'
import { type App, createApp } from './app.ts'

const dialects = [
  { name: 'sqlite', kit: 'sqlite', core: 'sqlite', text: `text('username')`, user: 'user' },
  { name: 'postgres', kit: 'postgresql', core: 'pg', text: `text('username')`, user: 'auth_user' },
  {
    name: 'mysql',
    kit: 'mysql',
    core: 'mysql',
    text: `varchar('username', { length: 255 })`,
    user: 'auth_user',
  },
]
let app: App

beforeAll(async () => {
  app = await createApp('drizzle-kit')
})

afterAll(() => app.remove())

describe.each(dialects)('sql for $name', ({ name, kit, core, text, user }) => {
  it('prints what drizzle-kit generates of a schema file, which then finds nothing more', async () => {
    const [builder] = text.split('(')
    await app.write(
      `${name}/schema.ts`,
      `import { ${builder} } from 'drizzle-orm/${core}-core'
      import { clientColumns, createSchema } from 'lucia-setup/schema/${name}'

      export const { user, session, key } = createSchema({
        user: { username: ${text}.notNull().unique() },
        session: clientColumns(),
      })`,
    )
    const args = [`--dialect=${kit}`, `--schema=${name}/schema.ts`, `--out=${name}/migrations`]
    const generate = () =>
      run(app.folder, 'node', join(root, 'node_modules/drizzle-kit/bin.cjs'), 'generate', ...args)
    const { code, output } = await generate()
    expect(code, output).toBe(0)
    const printed = await app.command('sql', '--schema', `${name}/schema.ts`)
    expect(printed.output).toBe(printed.stdout)
    expect(printed.stdout).toBe(await migration(join(app.folder, name, 'migrations')))
    expect((await generate()).output).toMatch(/No schema changes/)
  })

  it('prints the default tables, under other names where they are given', async () => {
    const { stdout: defaults } = await app.command('sql', '--dialect', name)
    expect(tablesOf(defaults)).toEqual([user, 'user_session', 'user_key'])
    const names = ['--table-names', 'user=people,key=my keys']
    const { stdout: named } = await app.command('sql', '--dialect', name, ...names)
    expect(tablesOf(named)).toEqual(['people', 'user_session', 'my keys'])
    for (const statement of named.trim().split(/;\n/)) {
      expect(statement).toMatch(/^(CREATE (TABLE|INDEX)|ALTER TABLE) /)
    }
  })
})

describe('what sql prints', () => {
  it('is taken by SQLite in one go', async () => {
    const { stdout } = await app.command('sql', '--dialect', 'sqlite')
    const database = new Database(':memory:')
    database.exec(stdout)
    expect(database.prepare('select count(*) from user_key').pluck().get()).toBe(0)
    database.close()
  })
})

/** The statements of a migration, without the marks between them. */
async function migration(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'))
  expect(files).toHaveLength(1)
  const text = await readFile(join(folder, files[0] ?? ''), 'utf8')
  const statements = text.split('--> statement-breakpoint').map((statement) => statement.trim())
  return `${statements.join('\n')}\n`
}

function tablesOf(sql: string): string[] {
  return [...sql.matchAll(/CREATE TABLE ["`](.*?)["`]/g)].map(([, name = '']) => name)
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { driverOf } from '../../src/cli/drivers/entries.ts'
import { ownColumns, schemaText } from '../../src/cli/init/typed/live-schema.ts'
import { compare } from '../../src/cli/tables/comparison.ts'
import { dialects } from '../../src/cli/tables/dialects.ts'
import type { Handle, Opened } from '../drivers/driver.ts'
import { inNode } from '../drivers/drivers.ts'
import type { Row } from '../drivers/tables.ts'
import { liveTables, liveTypes } from './live-columns.ts'

beforeAll(() => {
  vi.stubEnv('TZ', 'America/New_York')
})
afterAll(() => {
  vi.unstubAllEnvs()
})

const tableNames = { user: 'users', session: 'sessions', key: 'user_keys' }
const shown = { getUserAttributes: (user: object) => ({ ...user }) }

interface AnyAuth {
  getUser(id: string): Promise<Row>
  updateUserAttributes(id: string, attributes: object): Promise<Row>
}
type CreateAuth = (handle: unknown, options: object) => { auth: AnyAuth }

const subjects = inNode.flatMap(({ name, handles }) =>
  handles.map((handle) => [handle.name, name, handle] as const),
)

test.each(subjects)(
  'a schema that is written from live tables gives and stores what the driver does: %s',
  async (_, driver, handle) => {
    const opened = await handle.open(liveTables(handle.dialect))
    try {
      const types = liveTypes[handle.dialect]
      await opened.run(`insert into users values ('ann', ${Object.values(types).join(', ')})`)
      const createAuth = handle.createAuth as unknown as CreateAuth
      const columns = { ...shown, tableNames, attributes: 'columns' }
      const before = createAuth(opened.handle, columns).auth
      const schema = await schemaOf(handle, driver, opened)
      const after = createAuth(opened.handle, { ...shown, schema }).auth
      const given = await before.getUser('ann')
      expect(await after.getUser('ann')).toEqual(given)
      const { userId: _id, id: _same, ...attributes } = given
      expect(Object.keys(attributes)).toHaveLength(Object.keys(types).length)
      const refused = await writeAll(before, attributes)
      const stored = await opened.rows('select * from users')
      // An array of booleans is more than postgres.js itself can write.
      expect(refused).toHaveLength(driver === 'postgres-js' ? 1 : 0)
      expect(await writeAll(after, attributes)).toEqual([])
      expect(await opened.rows('select * from users')).toEqual(stored)
    } finally {
      await opened.close()
    }
  },
)

/** Writes what was read, and gives the names of the attributes that are refused. */
async function writeAll(auth: AnyAuth, attributes: Row): Promise<string[]> {
  const refused: string[] = []
  for (const [name, value] of Object.entries(attributes)) {
    // What Lucia gave for JSON, it took as text.
    const text = value?.constructor === Object ? JSON.stringify(value) : value
    await auth.updateUserAttributes('ann', { [name]: text }).catch(() => refused.push(name))
  }
  return refused
}

/** Runs the file that is written for the tables of a database. */
async function schemaOf(
  { dialect: name }: Handle,
  driver: (typeof inNode)[number]['name'],
  opened: Opened,
): Promise<object> {
  const dialect = dialects()[name]
  const expected = dialect.createSchema({ tableNames })
  const query = async (statements: string[]) => {
    const results: Row[][] = []
    for (const statement of statements) results.push(await opened.rows(statement))
    return results
  }
  const comparison = await compare(
    { query, close: async () => {} },
    { dialect, authSchema: () => expected },
  )
  const text = schemaText({
    ...{ dialect: name, tableNames, session: [], more: [], isRequired: false },
    user: ownColumns(comparison, 'user', driverOf(driver).values ?? {}),
    ts: (code) => code,
  })
  const folder = await mkdtemp(join(import.meta.dirname, 'live-'))
  const module = join(import.meta.dirname, `../../src/schema/${name}.ts`)
  try {
    const file = join(folder, 'schema.ts')
    await writeFile(file, text.replace(`lucia-setup/schema/${name}`, module))
    return await import(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Workplace, workplace } from './app.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: ['node'],
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['src'],
})

describe("an app's own Drizzle tables of Lucia's guide", () => {
  const schema = `import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
})

export const sessions = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull().references(() => user.id),
  // In milliseconds.
  activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
})

export const key = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull().references(() => user.id),
  hashedPassword: text('hashed_password'),
})
`
  const repaired = schema
    .replace('blob, sqliteTable', 'integer, sqliteTable')
    .replace(/blob\(('\w+'), \{ mode: 'bigint' \}\)/g, 'integer($1)')

  test('are those of a createSchema() where there is one', async () => {
    const app = await place.app()
    await app.write('package.json', '{ "dependencies": { "pg": "8", "hono": "4" } }')
    await app.write('tsconfig.json', tsconfig)
    await app.write(
      'src/db/tables.ts',
      `import { createSchema } from 'lucia-setup/schema/postgres'
export const { user: people, session, key } = createSchema()
`,
    )
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(Object.keys(await app.files())).not.toContain('src/schema.ts')
    const auth = await app.read('src/auth.ts')
    expect(auth).toContain("import { key, people, session } from './db/tables'")
    expect(auth).toContain('const schema = { user: people, session, key }')
  })

  test.each([
    ["'./src/db/*'", undefined],
    ["['./src/auth/schema.ts']", "['./src/auth/schema.ts', './src/auth/auth-schema.mjs']"],
    ['pathsOf()', undefined],
  ])('that are not for Lucia are read by drizzle-kit as before: %s', async (read, written) => {
    const app = await place.app()
    const configuration = `export default { dialect: 'sqlite', schema: ${read} }\n`
    await app.write('package.json', '{ "dependencies": { "better-sqlite3": "12" } }')
    await app.write('drizzle.config.js', configuration)
    const { code, output } = await app.init('--yes', '--token', '--throttle')
    expect(code, output).toBe(0)
    expect(await app.read('drizzle.config.js')).toBe(
      written ? configuration.replace(read, written) : configuration,
    )
    expect(output.includes('to the schema of drizzle.config.js.')).toBe(read === 'pathsOf()')
    expect(JSON.stringify(await app.files())).toContain('throttle: true,')
  })

  test('serve a new set-up, but for expiries that never come', async () => {
    const app = await place.app()
    await app.write('package.json', '{ "dependencies": { "better-sqlite3": "12", "hono": "4" } }')
    await app.write('tsconfig.json', tsconfig)
    await app.write('src/schema.ts', schema)
    await app.write(
      'src/database.ts',
      `import Database from 'better-sqlite3'
export const database: Database.Database = new Database('app.db')
`,
    )
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(await app.read('src/schema.ts')).toBe(repaired)
    const auth = await app.read('src/auth.ts')
    expect(auth).toContain("import { database } from './database'")
    expect(auth).toContain('const schema = { user, session: sessions, key }')
    await app.tool('tsc-7', '-p', '.')
  })
})

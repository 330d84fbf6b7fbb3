import { chmod, mkdir, readdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgresDatabase } from '../../drivers/database.ts'
import { root, run } from '../../package/run.ts'
import { type App, type Workplace, workplace } from './app.ts'
import { fixtureApp } from './apps/files.ts'
import { shapes } from './apps/shapes.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const fixtures = shapes.map(fixtureApp)
const installed = {
  'lucia-setup': '*',
  'drizzle-orm': '*',
  '@types/pg': '*',
  '@types/better-sqlite3': '*',
}

/**
 * An app of the table of shapes, with its packages installed and without its framework's. Its TypeScript
 * is the newest, which takes a fraction of the time, or the one of this project.
 */
async function appOf(
  engine: string,
  typescript: 'typescript' | 'typescript-7' = 'typescript-7',
): Promise<{ app: App; tables: string[] }> {
  const fixture = fixtures.find((one) => one.engine === engine)
  if (!fixture) throw new Error(`There is no app on ${engine}`)
  const app = await place.app()
  for (const [path, text] of Object.entries(fixture.files)) await app.write(path, text)
  const manifest = JSON.parse(await app.read('package.json'))
  const dependencies = { ...manifest.dependencies, ...installed }
  await app.write('package.json', JSON.stringify({ ...manifest, dependencies }))
  if (typescript === 'typescript-7') {
    await mkdir(join(app.folder, 'node_modules'), { recursive: true })
    const path = join(app.folder, 'node_modules/typescript')
    await symlink(join(root, 'node_modules', typescript), path)
  }
  return { app, tables: fixture.tables }
}

const auth = 'src/lib/server/lucia.ts'

describe('init asks TypeScript before and after', () => {
  test.each(['typescript', 'typescript-7'] as const)(
    'and says that nothing is new, of %s',
    async (version) => {
      const { app } = await appOf('better-sqlite3', version)
      // An error that was there before is none of init's.
      await app.write('src/other.ts', 'export const count: number = "one"\n')
      const { code, output } = await app.init('--yes')
      expect(output).toContain('TypeScript finds no new error.')
      expect(code).toBe(0)
      expect(await app.read(auth)).toContain('createAuth(')
    },
  )

  test.each([['--yes'], ['--dry-run']])('and shows what is, with exit code 1, %s', async (flag) => {
    const { app } = await appOf('better-sqlite3')
    await app.replace(auth, '  adapter:', '  // @ts-expect-error Of another version.\n  adapter:')
    await app.replace(auth, " key: 'auth_key' })", " key: 'auth_key' }, null)")
    const before = await app.files()
    const { code, output } = await app.init(flag)
    expect(output).toMatch(
      /TypeScript finds what it did not find before:\n {2}src\/lib\/server\/lucia\.ts\(\d+,3\): error TS2578: Unused '@ts-expect-error' directive\.\n/,
    )
    expect(code).toBe(1)
    if (flag === '--dry-run') expect(await app.files()).toEqual(before)
    expect((await readdir(place.folder)).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('init says what to run where it could not ask TypeScript', () => {
  const uncompared = 'The types were not compared, for what is not installed: '

  test.each(['--yes', '--dry-run'])('for packages that are missing, %s', async (flag) => {
    const { app } = await appOf('better-sqlite3')
    await app.replace('package.json', '"drizzle-orm":"*",', '')
    const { code, output } = await app.init(flag)
    expect(output).toContain(
      `${uncompared}npm uninstall @lucia-auth/adapter-sqlite && npm i drizzle-orm@0.45 && npx tsc --noEmit\n`,
    )
    expect(code).toBe(0)
  })

  test('for TypeScript itself', async () => {
    const { app } = await appOf('better-sqlite3', 'typescript')
    const hidden = join(place.folder, 'node_modules/typescript')
    await rename(hidden, `${hidden}-away`)
    const { code, output } = await app.init('--yes').finally(() => rename(`${hidden}-away`, hidden))
    expect(output).toContain(`${uncompared}npm i -D typescript && npx tsc --noEmit\n`)
    expect(code).toBe(0)
  })
})

describe('init runs the commands that install, where it is told to', () => {
  test('before TypeScript is asked again', async () => {
    const { app } = await appOf('better-sqlite3')
    await app.replace('package.json', '"drizzle-orm":"*",', '')
    // What it is installed with stands in for a registry.
    await app.write('bin/npm', '#!/bin/sh\necho "$@" >> npm.log\n')
    await chmod(join(app.folder, 'bin/npm'), 0o755)
    const line = `PATH="$PWD/bin:$PATH" node ${app.cli} init --yes --install`
    const { code, output } = await run(app.folder, 'sh', '-c', line)
    expect(code, output).toBe(0)
    expect(await app.read('npm.log')).toBe(
      'uninstall @lucia-auth/adapter-sqlite\ni drizzle-orm@0.45\n',
    )
    expect(output).toContain('TypeScript finds no new error.')
    expect(output).not.toContain('npm i drizzle-orm')
  })

  test('and stops where they fail', async () => {
    const { app } = await appOf('better-sqlite3')
    const line = `npm_config_registry=http://127.0.0.1:1 node ${app.cli} init --yes --install`
    await app.replace('package.json', '"drizzle-orm":"*",', '')
    await app.write('bin/npm', '#!/bin/sh\nexit 7\n')
    await chmod(join(app.folder, 'bin/npm'), 0o755)
    const { code, output } = await run(app.folder, 'sh', '-c', `PATH="$PWD/bin:$PATH" ${line}`)
    expect(output).toContain('ends with 7: run it again, then init')
    expect(code).toBe(2)
  })
})

describe('init looks into the database that it is told of', () => {
  const session = "INSERT INTO auth_session VALUES ('one', 'ann', 1, 2)"
  const user = "INSERT INTO auth_user (id, username, seen_at) VALUES ('ann', 'ann', 3)"

  /** An app and its file, without the last of its tables where one is to be missing. */
  async function onSqlite(statements: string[], tables = 3) {
    const made = await appOf('better-sqlite3')
    const database = new Database(join(made.app.folder, 'app.db'))
    for (const statement of [...made.tables.slice(0, tables), ...statements])
      database.exec(statement)
    database.close()
    return made.app
  }

  test.each([
    ['a session', [user, session], 'a session and its user read the same before and after.'],
    ['no session', [user], 'the tables are there, and no session yet.'],
  ])('and says what it saw of %s', async (_, statements, says) => {
    const app = await onSqlite(statements)
    const { code, output } = await app.init('--yes', '--database', 'app.db')
    expect(output).toContain(`Database: ${says}`)
    expect(code, output).toBe(0)
  })

  test('and stops where a table is missing', async () => {
    const app = await onSqlite([], 2)
    const before = await app.files()
    const { code, output } = await app.init('--yes', '--database', 'app.db')
    expect(output).toContain('The database: auth_key is missing. Nothing was written')
    expect(code).toBe(2)
    expect(await app.files()).toEqual(before)
  })

  test('and stops where a column would read otherwise than by the adapter that the app has', async () => {
    const app = await onSqlite([user, session])
    const patched = 'node_modules/@lucia-auth/adapter-sqlite'
    await app.write(`${patched}/package.json`, '{ "type": "module", "version": "2.0.1" }')
    await app.write(
      `${patched}/dist/index.js`,
      `export const betterSqlite3 = () => () => ({
  getSession: () => ({ id: 'one', user_id: 'ann', active_expires: 1, idle_expires: 2 }),
  getUser: () => ({ id: 'ann', username: 'ann', seen_at: new Date(3) }),
})\n`,
    )
    const before = await app.files()
    const { code, output } = await app.init('--yes', '--database', 'app.db')
    expect(output).toMatch(
      /The database: .*seen_at.* would not read as before\. Nothing was written/,
    )
    expect(output).not.toMatch(/'?one'?,/)
    expect(code).toBe(2)
    expect(await app.files()).toEqual(before)
  })

  test.each(['pg', 'postgres'])('on a server, with %s', async (engine) => {
    const { app, tables } = await appOf(engine)
    const { url, drop } = await postgresDatabase([
      ...tables,
      "INSERT INTO auth_user VALUES ('ann', 'ann', true, now(), now(), now(), '{}', 5)",
      "INSERT INTO user_session VALUES ('one', 'ann', 1, 2)",
    ])
    await app.write('.env', `DATABASE_URL=${url}\n`)
    const { code, output } = await app.init('--dry-run', '--variable', 'DATABASE_URL')
    expect(output).toContain('Database: a session and its user read the same before and after.')
    expect(code, output).toBe(0)
    await drop()
  })
})

describe('init looks into the local state of D1', () => {
  test('and reads a session before and after, or says why it does not', async () => {
    const { app, tables } = await appOf('d1')
    await app.replace('package.json', '"drizzle-orm":"*",', '')
    const statements = [
      ...tables,
      "INSERT INTO user (id, username, seen_at) VALUES ('ann', 'ann', 3)",
      "INSERT INTO user_session VALUES ('one', 'ann', 1, 2)",
    ]
    await app.write('tables.sql', statements.join(';\n'))
    await app.replace(
      'wrangler.json',
      '"database_name": "app"',
      '"database_name": "app", "database_id": "local"',
    )
    await app.tool('wrangler', 'd1', 'execute', 'app', '--local', '--file', 'tables.sql')
    const read = await app.init('--dry-run', '--d1', 'app', '--local')
    expect(read.output).toContain(
      'Database: a session and its user read the same before and after.',
    )
    expect(read.code).toBe(0)
    await app.write(
      'node_modules/@lucia-auth/adapter-sqlite/package.json',
      '{ "type": "module", "version": "2.0.1" }',
    )
    await app.write(
      'node_modules/@lucia-auth/adapter-sqlite/dist/index.js',
      `export const d1 = () => () => ({
  getSession: () => ({ id: 'one', user_id: 'ann', active_expires: 1, idle_expires: 2 }),
  getUser: () => ({ id: 'ann', username: 'Ann' }),
})\n`,
    )
    const other = await app.init('--dry-run', '--d1', 'app', '--local')
    expect(other.output).toMatch(/The database: .*username.* would not read as before/)
    expect(other.code).toBe(2)
  })
})

describe('what init prints runs as it is printed', () => {
  test.each([
    ['better-sqlite3', 'DATABASE_FILE'],
    ['pg', 'DATABASE_URL'],
  ])('and check finds nothing, with %s', async (engine, variable) => {
    const { app, tables } = await appOf(engine)
    const { url, run: runOnServer, drop } = await postgresDatabase([])
    const file = new Database(join(app.folder, 'app.db'))
    const execute = (statement: string) =>
      engine === 'pg' ? runOnServer(statement) : file.exec(statement)
    for (const statement of tables) await execute(statement)
    await app.write('.env', `${variable}=${engine === 'pg' ? url : 'app.db'}\n`)
    const { output } = await app.init('--yes')
    const printed = (command: string) => {
      const [, args = ''] = new RegExp(`npx lucia-setup (${command}[^#\n]*)`).exec(output) ?? []
      return run(app.folder, 'sh', '-c', `node ${app.cli} ${args}`)
    }
    await execute((await printed('sql')).stdout)
    expect(await printed('check')).toMatchObject({ code: 0, output: 'Nothing is wrong.\n' })
    file.close()
    await drop()
  })
})

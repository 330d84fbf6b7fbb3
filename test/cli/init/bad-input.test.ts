import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../package/run.ts'
import { type App, type Workplace, workplace } from './app.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const manifest = (dependencies: object = {}) => JSON.stringify({ dependencies })
const lucia = (adapter: string) => `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import { mongoose } from '@lucia-auth/adapter-mongoose'
export const auth = lucia({ adapter: ${adapter} })
`

/** What is wrong with a project or the flags, and the one line that says so. */
const cases: Record<string, { files: Record<string, string>; flags?: string[]; says: RegExp }> = {
  'no project': { files: {}, says: /^There is no package\.json in \// },
  'a broken package.json': {
    files: { 'package.json': '{ "name": }' },
    says: /^package\.json is broken: /,
  },
  'a broken wrangler.jsonc': {
    files: {
      'package.json': manifest(),
      'wrangler.jsonc': '{\n  // Mine.\n  "name": "x"\n  "main": 1\n}',
    },
    says: /^wrangler\.jsonc is broken at line 4: CommaExpected$/,
  },
  'a broken wrangler.toml': {
    files: { 'package.json': manifest(), 'wrangler.toml': 'name = "x"\nmain = src/index.ts\n' },
    says: /^wrangler\.toml is broken at line 2: /,
  },
  'an unknown driver': {
    files: { 'package.json': manifest() },
    flags: ['--driver', 'oracle'],
    says: /^--driver must be one of d1, better-sqlite3, libsql, .*\. Received "oracle"$/,
  },
  'a driver that does not run on Workers': {
    files: { 'package.json': manifest(), 'wrangler.json': '{}' },
    flags: ['--driver', 'better-sqlite3'],
    says: /^--driver better-sqlite3 does not run on Workers, which wrangler\.json is for$/,
  },
  'no driver, where there is nobody to ask': {
    files: { 'package.json': manifest() },
    says: /^Nothing is asked with --yes or without a terminal: give --driver better-sqlite3\|libsql\|pg\|.*$/,
  },
  'two drivers, where there is nobody to ask': {
    files: { 'package.json': manifest({ pg: '8', postgres: '3' }) },
    says: /^Nothing is asked with --yes or without a terminal: give --driver pg\|postgres-js$/,
  },
  'an unknown binding': {
    files: {
      'package.json': manifest(),
      'wrangler.json': '{ "d1_databases": [{ "binding": "A" }] }',
    },
    flags: ['--binding', 'B'],
    says: /^--binding must be one of A\. Received "B"$/,
  },
  'a flag that does not exist': {
    files: { 'package.json': manifest() },
    flags: ['--drvier', 'pg'],
    says: /^There is no flag --drvier\. The flags are --driver, /,
  },
  'a flag without its value': {
    files: { 'package.json': manifest() },
    flags: ['--driver', 'pg', '--dir'],
    says: /^--dir must have a value$/,
  },
  'table names in another form': {
    files: { 'package.json': manifest() },
    flags: ['--driver', 'pg', '--table-names', 'user,session'],
    says: /^--table-names must be like user=auth_user,session=user_session,key=user_key\. Received "user,session"$/,
  },
  'a handle in the file that is to import auth': {
    files: {
      'package.json': manifest({ 'better-sqlite3': '12' }),
      'src/index.ts': `import Database from 'better-sqlite3'
export const database = new Database('app.db')
`,
    },
    says: /^src\/index\.ts exports database and is to import src\/auth\.\w+, which needs database: move database to a file of its own, then run init again$/,
  },
  'a handle in a file that imports the one that is to import auth': {
    files: {
      'package.json': manifest({ 'better-sqlite3': '12' }),
      'src/index.ts': "import './app'\n",
      'src/app.ts': "import './store'\n",
      'src/store.ts': `import Database from 'better-sqlite3'
import { start } from './index'
export const database = new Database('app.db')
start(database)
`,
    },
    says: /^src\/store\.ts exports database and is to import src\/auth\.\w+, which needs database: /,
  },
  'a folder outside of the project': {
    files: { 'package.json': manifest() },
    flags: ['--driver', 'pg', '--dir', '../elsewhere'],
    says: /^--dir must be a folder of the project\. Received "\.\.\/elsewhere"$/,
  },
  'a folder that cannot be written': {
    files: { 'package.json': manifest(), 'src/app.ts': 'export {}' },
    flags: ['--driver', 'pg', '--dir', 'src/app.ts/auth'],
    says: /^src\/app\.ts\/auth\/schema\.ts cannot be written \(E[A-Z]+\)\. Nothing was written$/,
  },
  'files of these names': {
    files: { 'package.json': manifest(), 'src/auth.ts': '', 'src/lucia.ts': '' },
    flags: ['--driver', 'pg'],
    says: /^src\/auth\.ts and src\/lucia\.ts are there already: choose another folder with --dir$/,
  },
  'Lucia v3': {
    files: { 'package.json': manifest({ lucia: '^3.2.0' }) },
    says: /^package\.json depends on lucia \^3\.2\.0: this is for Lucia v2$/,
  },
  'two set-ups of Lucia': {
    files: {
      'package.json': manifest(),
      'a.ts': lucia('betterSqlite3(db, names)'),
      'b.ts': lucia('betterSqlite3(db, names)'),
    },
    says: /^Lucia is set up more than once, in a\.ts:4 and b\.ts:4: replace them by hand, as docs/,
  },
  'an adapter that is made elsewhere': {
    files: { 'package.json': manifest(), 'a.ts': lucia('makeAdapter()') },
    says: /^a\.ts:4: the adapter makeAdapter\(\) of the app has no counterpart here$/,
  },
  'an adapter that something else uses as well': {
    files: {
      'package.json': manifest(),
      'a.ts': `${lucia('adapter')}const adapter = betterSqlite3(db, names)\nuse(adapter)\n`,
    },
    says: /^a\.ts:6: the adapter of lucia\(\) has other uses, so replace it by hand$/,
  },
  'an adapter that has no counterpart': {
    files: { 'package.json': manifest(), 'a.ts': lucia('mongoose(models)') },
    says: /^a\.ts:4: the adapter mongoose\(\) of @lucia-auth\/adapter-mongoose has no counterpart here$/,
  },
  'another driver than that of the set-up': {
    files: { 'package.json': manifest(), 'a.ts': lucia('betterSqlite3(db, names)') },
    flags: ['--driver', 'pg'],
    says: /^--driver pg: Lucia is set up on better-sqlite3 in a\.ts:4, which stays$/,
  },
}

async function appWith(files: Record<string, string>): Promise<App> {
  const app = await place.app()
  for (const [path, text] of Object.entries(files)) await app.write(path, text)
  return app
}

describe('the command', () => {
  test('says what there is to run, and which flags it takes', async () => {
    const { cli, folder } = await place.app()
    const usage = await run(folder, process.execPath, cli)
    expect(usage).toMatchObject({ code: 0, output: expect.stringMatching(/^ +init +\S/m) })
    const help = await run(folder, process.execPath, cli, 'init', '--help')
    expect(help).toMatchObject({ code: 0, output: expect.stringContaining('--dry-run') })
  })

  test('says in one line that there is no such command', async () => {
    const { cli, folder } = await place.app()
    const { code, output } = await run(folder, process.execPath, cli, 'initialise')
    expect(code).toBe(2)
    expect(output.trimEnd()).toMatch(/^Unknown command .*initialise.*$/)
  })
})

describe('init', () => {
  test.each(Object.entries(cases))(
    'says in one line what is wrong: %s',
    async (_, { files, flags = [], says }) => {
      const app = await appWith(files)
      const { code, output, stdout } = await app.init('--yes', ...flags)
      const errors = output.slice(stdout.length).trimEnd()
      expect({ code, errors }).toEqual({ code: 2, errors: expect.stringMatching(says) })
      expect(errors).not.toContain('\n')
      expect(await app.files()).toEqual(files)
    },
  )

  test('says which flags are missing where there is nobody to ask', async () => {
    const app = await appWith({ 'package.json': manifest() })
    const { code, output } = await app.init()
    expect(output).toMatch(/give --driver better-sqlite3\|.*planetscale, --yes$/m)
    expect(code).toBe(2)
  })

  test('shows where an error comes from with --debug', async () => {
    const app = await place.app()
    const { code, output } = await app.init('--debug')
    expect(code).toBe(2)
    expect(output).toMatch(/^ +at /m)
  })

  test('writes nothing in a dry run, and shows all that it would', async () => {
    const files = {
      'package.json': manifest({ pg: '8' }),
      'tsconfig.json': '{}',
      'wrangler.toml': 'name = "app"\n',
    }
    const app = await appWith(files)
    const { code, stdout } = await app.init('--dry-run')
    expect(code, stdout).toBe(0)
    for (const path of ['src/schema.ts', 'src/auth.ts', 'drizzle.config.ts', 'wrangler.toml']) {
      expect(stdout).toContain(`+++ b/${path}`)
    }
    expect(await app.files()).toEqual(files)
  })
})

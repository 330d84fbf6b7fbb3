import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, createApp } from './app.ts'

const tables = `import { createSchema } from 'lucia-setup/schema/sqlite'`
let app: App
let bare: App

beforeAll(async () => {
  app = await createApp('drizzle-kit')
  bare = await createApp()
  await app.write('throws.ts', `throw new Error('SECRET is not set\\nin the environment')`)
  await app.write('syntax.ts', 'const one: = 1')
  await app.write('import.ts', `import { nothing } from 'no-such-package'; nothing()`)
  await app.write('empty.ts', 'export const one: number = 1')
  await app.write('tables.ts', `${tables}\nexport const { user, session, key } = createSchema()`)
  const refused = `if (process.argv[2] === 'generate') {
  console.error('first')
  console.error('no column type')
  process.exit(3)
}`
  await app.write(
    'kit.ts',
    `${tables}\n${refused}\nexport const { user, session, key } = createSchema()`,
  )
  await app.write(
    'names.ts',
    `${tables}\nexport const { user } = createSchema({ tableNames: { user: '"' } })`,
  )
  await bare.write('tables.ts', tables)
})

afterAll(async () => {
  await app.remove()
  await bare.remove()
})

describe('sql', () => {
  it.each([
    [[], /^Say which tables: --dialect, or --schema and the file with your own$/],
    [['--dialect', 'oracle'], /^--dialect must be sqlite, postgres or mysql. Received "oracle"$/],
    [['--dialect'], /^--dialect needs a value$/],
    [['--dialct', 'sqlite'], /^There is no flag --dialct\. /],
    [['sqlite'], /^"sqlite" is one argument too many: see --help$/],
    [['--dialect=sqlite', '--table-names=user'], /^--table-names must be like user=auth_user,/],
    [['--dialect=sqlite', '--table-names=users=a'], /^--table-names: .*users is not a table/],
    [['--dialect=sqlite', '--table-names=user=a,key=a'], /^--table-names: .*must differ/],
    [['--dialect=postgres', '--table-names=user=a.b.c'], /^--table-names: .*schema\.name/],
    [['--schema=tables.ts', '--table-names=user=a'], /^--schema has its own table names/],
    [['--schema=tables.ts', '--token'], /^--schema has its own tables: leave --token out/],
    [['--dialect=sqlite', '--table-names=token=a'], /^--table-names: token needs --token,/],
    [['--schema=tables.ts', '--dialect=mysql'], /^tables.ts has tables of sqlite, not of mysql$/],
    [['--from=app.db', '--dialect=sqlite'], /^A database has a dialect of its own: leave/],
    [['--local'], /^--local and --remote belong to --d1$/],
    [['--schema=absent.ts'], /^There is no file absent.ts$/],
    [['--schema=node_modules'], /^There is no file node_modules$/],
    [['--schema=throws.ts'], /^throws.ts cannot be loaded: SECRET is not set$/],
    [
      ['--schema=syntax.ts'],
      /^syntax.ts cannot be loaded: .*syntax.ts:1:11: ERROR: Unexpected "="$/,
    ],
    [['--schema=import.ts'], /^import.ts cannot be loaded: Cannot find module 'no-such-package'$/],
    [['--schema=empty.ts'], /^empty.ts exports no Drizzle tables: export them at the top level$/],
    [['--schema=names.ts'], /^names.ts cannot be loaded: .*must be a name without quotation marks/],
    [['--schema=kit.ts'], /^drizzle-kit generate: no column type$/],
  ])('answers %j with one line and exit code 2', async (args, message) => {
    const { code, stdout, output } = await app.command('sql', ...args)
    expect(output.trimEnd()).toMatch(message)
    expect(output.trimEnd()).not.toContain('\n')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('shows where an error comes from with --debug', async () => {
    const { output } = await app.command('sql', '--schema=throws.ts', '--debug')
    expect(output).toMatch(/^throws.ts cannot be loaded: SECRET is not set\n/)
    expect(output).toMatch(/ at .*throws.ts/)
  })

  it.each([
    ['sql', '--dialect=sqlite'],
    ['check', 'app.db'],
  ])('says how drizzle-orm is installed when %s needs it', async (...args) => {
    const without = await createApp('drizzle-kit')
    await rm(join(without.folder, 'node_modules/drizzle-orm'))
    const { code, output } = await without.command(...args)
    expect(output).toBe('drizzle-orm is not installed in this project: npm install drizzle-orm\n')
    expect(code).toBe(2)
    await without.remove()
  })

  it.each([['--dialect=sqlite'], ['--schema=tables.ts']])(
    'says how drizzle-kit is installed when %s needs it',
    async (argument) => {
      const { code, output } = await bare.command('sql', argument)
      expect(output).toBe(
        'drizzle-kit is not installed in this project: npm install --save-dev drizzle-kit@latest\n',
      )
      expect(code).toBe(2)
    },
  )
})

import { posix } from 'node:path'
import type { TableNames } from '../../../../src/internal/schema/names.ts'
import { type Engine, engines } from './engines.ts'
import { create, type Framework, frameworks } from './frameworks.ts'
import type { Edit, Shape } from './shapes.ts'
import { stubs } from './stubs.ts'

/** An app on the disk, and what the script that drives it needs to know. */
export interface FixtureApp {
  name: string
  files: Record<string, string>
  /** Code that calls the app as its framework does. */
  entry: string
  engine: string
  hashes: boolean
  names: TableNames
  /** The statements that make its tables. */
  tables: string[]
  /** The columns of its old user and session beside Lucia's. */
  user: Record<string, unknown>
  session: Record<string, unknown>
}

/** The app of a shape. */
export function fixtureApp(shape: Shape): FixtureApp {
  const framework = named(frameworks, shape.framework)
  const engine = named(engines, shape.engine)
  const files = filesOf(shape, framework, engine)
  shape.edit?.(editing(files, framework.auth))
  const auth = posix.join('.', framework.auth.replace(/\.ts$/, ''))
  const exported = files[framework.auth]?.includes('initializeLucia')
    ? `import { initializeLucia } from './${auth}'\nexport const auth = initializeLucia(globalThis.bindings.DB)\n`
    : `export { auth } from './${auth}'\n`
  return {
    name: `${shape.framework} on ${shape.engine} with ${shape.with}`,
    files,
    entry: framework.entry + exported,
    engine: shape.engine,
    hashes: shape.hashes ?? false,
    names: shape.names,
    tables: tablesOf(shape, engine),
    user: Object.fromEntries(Object.entries(engine.columns).map(([name, { old }]) => [name, old])),
    session: shape.country ? { country: 'NZ' } : {},
  }
}

function named<Value>(record: Record<string, Value>, name: string): Value {
  const value = record[name]
  if (!value) throw new Error(`There is no ${name}`)
  return value
}

function filesOf(shape: Shape, framework: Framework, engine: Engine): Record<string, string> {
  const { lib, auth, packages } = framework
  const folder = posix.dirname(auth)
  const file = posix.basename(auth, '.ts')
  const dependencies = Object.fromEntries(
    ['lucia', 'typescript', ...packages, ...engine.packages].map((name) => [name, '*']),
  )
  const isWorker = shape.engine === 'd1'
  const routes = Object.entries(framework.files).map(([path, text]) => [
    path,
    text.replaceAll('CREATE', create).replaceAll('LIB', lib).replaceAll('FILE', file),
  ])
  return {
    'package.json': JSON.stringify({
      type: 'module',
      dependencies: { ...dependencies, lucia: '2' },
    }),
    'tsconfig.json': tsconfig(isWorker),
    'src/app.d.ts': declarations(shape, engine, posix.relative('src', auth.replace(/\.ts$/, ''))),
    [auth]: authCode(shape, framework, engine),
    [posix.join(folder, 'database.ts')]: engine.database,
    [posix.join(folder, 'users.ts')]: usersCode(shape, engine),
    ...Object.fromEntries(routes),
    ...stubs(framework),
    ...(isWorker && {
      'wrangler.json':
        '{ "name": "app", "compatibility_date": "2026-04-01", "compatibility_flags": ["nodejs_compat"], "d1_databases": [{ "binding": "DB", "database_name": "app" }] }',
    }),
  }
}

function tsconfig(isWorker: boolean): string {
  return JSON.stringify({
    compilerOptions: {
      ...{ target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], module: 'esnext' },
      ...{ moduleResolution: 'bundler', strict: true, skipLibCheck: true, noEmit: true },
      types: ['node', ...(isWorker ? ['@cloudflare/workers-types'] : [])],
      paths: { '$lib/*': ['./src/lib/*'], '@/*': ['./*'], '~/*': ['./*'] },
    },
  })
}

function declarations({ country }: Shape, { columns }: Engine, auth: string): string {
  const members = Object.entries(columns).map(([name, { is }]) => `    ${name}: ${is}`)
  return `/// <reference types="lucia" />
declare namespace Lucia {
  type Auth = import('${auth.startsWith('.') ? auth : `./${auth}`}').Auth
  type DatabaseUserAttributes = {
${members.join('\n')}
  }
  type DatabaseSessionAttributes = {${country ? ' country: string ' : ''}}
}
`
}

function authCode(shape: Shape, { middleware }: Framework, { adapter }: Engine): string {
  const { names, head = '', hashes, country } = shape
  const { module, name, local = name } = adapter
  const written = `{ user: '${names.user}', session: '${names.session}', key: '${names.key}' }`
  const made = local.replace(/.* as /, '')
  return `import { ${local} } from '${module}'
import { lucia } from 'lucia'
import { ${middleware} } from 'lucia/middleware'
import { database } from './database'
${hashes ? '' : "import { passwordHash } from './users'\n"}${head}
export const auth = lucia({
  env: 'PROD',
  middleware: ${middleware}(),
  adapter: ${made}(database, ${shape.namesCode ?? written}),${hashes ? '' : '\n  passwordHash,'}
  // What the app's pages are shown.
  getUserAttributes: (data) => ({ ...data, isBanned: Boolean(data.is_banned) }),${country ? '\n  getSessionAttributes: ({ country }) => ({ country }),' : ''}
})

export type Auth = typeof auth
`
}

function usersCode({ country }: Shape, { columns, taken }: Engine): string {
  const members = Object.entries(columns).map(([name, column]) =>
    column.new === name ? `  ${name},` : `  ${name}: ${column.new},`,
  )
  return `${taken.import ?? ''}import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { LuciaError } from 'lucia'

export const newUser = (username: string): Lucia.DatabaseUserAttributes => ({
${members.join('\n')}
})

export const newSession = (): Lucia.DatabaseSessionAttributes => (${country ? "{ country: 'NO' }" : '{}'})

export const isTaken = (error: unknown) =>
  (${taken.code}) ||
  (error instanceof LuciaError && error.message === 'AUTH_DUPLICATE_KEY_ID')

export const show = (session: { user: object } | null) => inspect(session, { depth: 9 })

const hash = (password: string) => createHash('sha256').update(password).digest('hex')

export const passwordHash = {
  generate: async (password: string) => hash(password),
  validate: async (password: string, given: string) => hash(password) === given,
}
`
}

function tablesOf({ engine: name, names, country }: Shape, engine: Engine): string[] {
  const quote = (table: string) =>
    name === 'mysql2' ? `\`${table}\`` : table.includes('.') ? table : `"${table}"`
  const { id, expires, hash } = engine.types
  const own = Object.entries(engine.columns).map(([column, { type }]) => `${column} ${type}`)
  const userId = `user_id ${id} REFERENCES ${quote(names.user)}(id)`
  const [schema, isQualified] = names.user.split('.')
  return [
    ...(isQualified ? [`CREATE SCHEMA ${schema}`] : []),
    `CREATE TABLE ${quote(names.user)} (id ${id} PRIMARY KEY, ${own.join(', ')})`,
    `CREATE TABLE ${quote(names.session)} (id ${id} PRIMARY KEY, ${userId}, active_expires ${expires}, idle_expires ${expires}${country ? ', country VARCHAR(2)' : ''})`,
    `CREATE TABLE ${quote(names.key)} (id ${id} PRIMARY KEY, ${userId}, hashed_password ${hash})`,
  ]
}

function editing(files: Record<string, string>, auth: string): Edit {
  return {
    auth,
    add: (path, text) => {
      files[path] = text
    },
    replace: (path, from, to) => {
      const before = files[path] ?? ''
      const after = before.replace(from, to)
      if (after === before) throw new Error(`${path} has no ${from}`)
      files[path] = after
    },
  }
}

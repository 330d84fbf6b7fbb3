import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Outcome, runWell } from '../../package/run.ts'
import { createDatabase, type TestDatabase } from '../../servers/database.ts'
import { type App, type Workplace, workplace } from './app.ts'
import type { Driven } from './apps/drive.ts'
import { fixtureApp } from './apps/files.ts'
import { shapes } from './apps/shapes.ts'
import { typeErrors } from './apps/types.ts'

/** What an app shows, and what TypeScript says of it. */
interface Phase {
  shown: Record<string, string[]>
  errors: string[][]
  files: Record<string, string>[]
}

const fixtures = shapes.map((shape) => ({ ...fixtureApp(shape), stops: shape.stops }))
const databases: TestDatabase[] = []
/** Where the databases of the last phase are. */
const addresses: string[] = []
const typedApps = [...new Set(shapes.map(({ engine }) => engine))].map((engine) =>
  fixtures.findIndex((one) => one.engine === engine && !one.stops),
)
let place: Workplace
let apps: App[]
let before: Phase
let after: Phase
let outcomes: Outcome[]
/** The same apps, one of each database, with a schema that `init --schema` has written. */
let typed: Phase
let typedOutcomes: Map<number, Outcome>

beforeAll(async () => {
  place = await workplace()
  apps = await Promise.all(
    fixtures.map(async ({ files, entry }) => {
      const app = await place.app()
      for (const [path, text] of Object.entries(files)) await app.write(path, text)
      await app.write('.driver/entry.js', entry.replaceAll("'./", "'../"))
      return app
    }),
  )
  before = await phase('before')
  outcomes = await Promise.all(apps.map((app) => app.init('--yes')))
  after = await phase('after')
  typedOutcomes = new Map(await Promise.all(typedApps.map(writeSchema)))
  typed = await phase('typed', typedApps)
})

afterAll(async () => {
  await Promise.all(databases.map(({ drop }) => drop()))
  await place?.remove()
})

async function phase(name: string, only = [...fixtures.keys()]): Promise<Phase> {
  const files = await Promise.all(apps.map(filesOf))
  const checked = apps.filter((_, at) => !fixtures[at]?.stops && only.includes(at))
  const found = await typeErrors(
    place.folder,
    checked.map(({ folder }) => folder),
  )
  const errors = apps.map((app) => found[checked.indexOf(app)] ?? [])
  const shown = await drive(name, only)
  return { files, errors, shown }
}

/** Writes a schema of the database that the app has, or of migrations that make the same tables. */
async function writeSchema(index: number): Promise<[number, Outcome]> {
  const [app, fixture, address] = [apps[index], fixtures[index], addresses[index]]
  if (!app || !fixture || !address) throw new Error(`There is no app ${index}`)
  if (fixture.engine !== 'd1')
    return [index, await app.init('--schema', '--yes', '--database', address)]
  const [first, ...rest] = fixture.tables.map((statement) => `${statement};`)
  await app.write('migrations/0001_first.sql', first ?? '')
  await app.write('migrations/0002_others.sql', rest.join('\n'))
  return [index, await app.init('--schema', '--yes')]
}

async function filesOf(app: App): Promise<Record<string, string>> {
  const files = Object.entries(await app.files())
  return Object.fromEntries(files.filter(([path]) => !/^\.driver|\.tsbuildinfo$/.test(path)))
}

/** Runs the apps one after the other in one process, each on a new database. */
async function drive(name: string, only: number[]): Promise<Record<string, string[]>> {
  const folder = join(place.folder, name)
  await mkdir(folder)
  const driven = await Promise.all(
    fixtures.map(async ({ files: _, entry: __, stops, ...fixture }, index): Promise<Driven[]> => {
      if (stops || !only.includes(index)) return []
      const app = apps[index]?.folder ?? ''
      const bundle = join(app, `.driver/${name}.mjs`)
      await bundled(join(app, '.driver/entry.js'), bundle)
      const address = await addressFor(fixture.engine, join(folder, `${index}.db`))
      addresses[index] = address
      return [{ ...fixture, bundle, address }]
    }),
  )
  const driver = join(folder, 'drive.mjs')
  await bundled(join(import.meta.dirname, 'apps/drive.ts'), driver)
  await writeFile(join(folder, 'apps.json'), JSON.stringify(driven.flat()))
  const output = await runWell(folder, 'env', 'TZ=America/New_York', 'node', driver, 'apps.json')
  return JSON.parse(output)
}

async function bundled(entry: string, outfile: string): Promise<void> {
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, packages: 'external', logLevel: 'error' },
    ...{ format: 'esm', platform: 'node' },
  })
}

async function addressFor(engine: string, file: string): Promise<string> {
  const server = { pg: 'postgresUrl', postgres: 'postgresUrl', mysql2: 'mysqlUrl' } as const
  if (!(engine in server)) return file
  const database = await createDatabase(inject(server[engine as keyof typeof server]))
  databases.push(database)
  return database.url
}

describe('an app with Lucia v2', () => {
  test.each(indexes(false))('shows and compiles after init as it did before: %s', (name, index) => {
    const { code, output } = outcomes[index] ?? {}
    expect(code, output).toBe(0)
    expect(after.files[index]).not.toEqual(before.files[index])
    expect(before.shown[name]).toContain("sign-up: [ 201, 'string' ]")
    expect(before.shown[name]?.join()).toMatch(
      /old user: {.*taken name: { status: 400.*taken key: { status: 400/s,
    )
    expect(after.shown[name]).toEqual(before.shown[name])
    expect(after.errors[index]).toEqual(before.errors[index])
  })

  test.each(typedApps.map((index) => [fixtures[index]?.name ?? '', index] as const))(
    'shows with a schema of its tables what it did before: %s',
    (name, index) => {
      const { code, output } = typedOutcomes.get(index) ?? {}
      expect(code, output).toBe(0)
      expect(typed.files[index]).not.toEqual(after.files[index])
      expect(JSON.stringify(typed.files[index])).not.toContain("attributes: 'columns'")
      expect(typed.shown[name]).toEqual(before.shown[name])
      // MariaDB's JSON is a text, which the app says is unknown.
      const isText = fixtures[index]?.engine === 'mysql2'
      if (isText) expect(typed.errors[index]?.join()).toMatch(/'settings' are incompatible/)
      else expect(typed.errors[index]).toEqual(before.errors[index])
    },
  )

  test.each(indexes(true))('is left as it is, with the reason: %s', (_, index) => {
    const { code, output } = outcomes[index] ?? {}
    expect(code, output).toBe(2)
    expect(output).toMatch(shapes[index]?.stops ?? '')
    expect(after.files[index]).toEqual(before.files[index])
  })
})

function indexes(isRefused: boolean): [name: string, index: number][] {
  return fixtures.flatMap(({ name, stops }, index): [string, number][] =>
    Boolean(stops) === isRefused ? [[name, index]] : [],
  )
}

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
import { TypeChecker } from './apps/types.ts'

/** What an app shows, and what TypeScript says of it. */
interface Phase {
  shown: Record<string, string[]>
  errors: string[][]
  files: Record<string, string>[]
}

const fixtures = shapes.map((shape) => ({ ...fixtureApp(shape), stops: shape.stops }))
const databases: TestDatabase[] = []
const types = new TypeChecker()
let place: Workplace
let apps: App[]
let before: Phase
let after: Phase
let outcomes: Outcome[]

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
})

afterAll(async () => {
  await Promise.all(databases.map(({ drop }) => drop()))
  await place?.remove()
})

async function phase(name: string): Promise<Phase> {
  const files = await Promise.all(apps.map(filesOf))
  const errors = apps.map(({ folder }, at) => (fixtures[at]?.stops ? [] : types.errorsIn(folder)))
  const shown = await drive(name)
  return { files, errors, shown }
}

async function filesOf(app: App): Promise<Record<string, string>> {
  const files = Object.entries(await app.files())
  return Object.fromEntries(files.filter(([path]) => !path.startsWith('.driver')))
}

/** Runs the apps one after the other in one process, each on a new database. */
async function drive(name: string): Promise<Record<string, string[]>> {
  const folder = join(place.folder, name)
  await mkdir(folder)
  const driven = await Promise.all(
    fixtures.map(async ({ files: _, entry: __, stops, ...fixture }, index): Promise<Driven[]> => {
      if (stops) return []
      const app = apps[index]?.folder ?? ''
      const bundle = join(app, `.driver/${name}.mjs`)
      await bundled(join(app, '.driver/entry.js'), bundle)
      const address = await addressFor(fixture.engine, join(folder, `${index}.db`))
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

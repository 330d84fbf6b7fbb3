import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { served } from '../drivers/drivers.ts'
import { sqliteFile } from '../drivers/sqlite-file.ts'
import { type Compiler, type Consumer, compile, compilersIn, install } from '../package/consumer.ts'
import { type Entry, entries, entryNamed, nodeSqlite } from '../package/entries.ts'
import type { Packed } from '../package/packed.ts'
import { run } from '../package/run.ts'
import { installedNode } from '../runtimes/installed.ts'
import { runProgram, runtimeOf, works, writeProgram } from './project.ts'
import { workerCases, workerTools } from './worker-tools.ts'

const drizzle = ['drizzle-orm@1.0.0-rc.5', 'drizzle-kit@1.0.0-rc.5', 'tsx@4']
const compilers = ['5.4.5', '7.0.2']
const node = await installedNode()

/** One project on Drizzle 1.0, with the drivers of all entries and today's tools, on Node 24. */
export function drizzle1Cases(folder: string, packed: Packed): void {
  const project = join(folder, 'drizzle-1')
  // npm on an older Node takes the one before.
  const current = (name: string) => (name === 'better-sqlite3' ? `${name}@13` : name)
  const drivers = [...new Set(entries.flatMap(({ packages }) => packages.map(current)))]
  let installed: Consumer

  beforeAll(async () => {
    const tools = compilers.map((version) => `ts-${version}@npm:typescript@${version}`)
    installed = await install(
      project,
      packed.tarball,
      ...['lucia@2', 'hono', ...drizzle, ...drivers, ...workerTools, ...tools],
    )
  })

  it('installs plainly, beside every driver', () => {
    expect(installed.output).not.toMatch(/ERESOLVE|peer|lucia/i)
  })

  it.each(served)('runs the lines of the page on $name', async ({ name, serve }) => {
    const { environment, close } = await serve()
    await writeProgram(project, name)
    const runtime = runtimeOf(name, node)
    const { driven, output } = await runProgram(project, environment, runtime, 'program.js')
    await close()
    expect(driven, output).toEqual(works)
  })

  workerCases(project, '7.0.2')

  it.each(['sqlite', 'postgres', 'mysql'])('prints the tables of %s', async (dialect) => {
    const { code, stdout, output } = await lucia(project, 'sql', '--dialect', dialect)
    expect(code, output).toBe(0)
    expect(stdout.match(/CREATE TABLE/g)).toHaveLength(3)
  })

  it("prints the app's own tables", async () => {
    await writeFile(join(project, 'tables.ts'), schemaOf(entryNamed('better-sqlite3')))
    const { code, stdout, output } = await lucia(project, 'sql', '--schema', 'tables.ts')
    expect(code, output).toBe(0)
    expect(stdout).toMatch(/`email` text NOT NULL/)
    const { environment, close } = await sqliteFile()
    const file = environment['DATABASE_FILE'] ?? ''
    const checked = await lucia(project, 'check', file, '--schema', 'tables.ts')
    expect(checked.output).toContain('email')
    expect(checked.code, checked.output).toBe(1)
    await close()
  })

  describe.each(
    compilersIn(project).filter(
      ({ version, resolution }) => compilers.includes(version) && resolution !== 'node',
    ),
  )('in TypeScript $version, with modules as $resolution', (compiler: Compiler) => {
    it('has exact types on every driver, and relations', async () => {
      for (const entry of [...entries, nodeSqlite]) {
        await writeFile(join(project, `${entry.name}.ts`), appOf(entry))
      }
      const types = ['node', 'bun', '@cloudflare/workers-types']
      expect((await compile(project, compiler, types)).ours).toEqual([])
    })
  })
}

const lucia = (project: string, ...args: string[]) =>
  run(project, node, 'node_modules/lucia-setup/dist/cli/main.js', ...args)

function schemaOf({ dialect, schema }: Entry): string {
  const type = dialect === 'mysql' ? `varchar('email', { length: 255 })` : `text('email')`
  return `import { ${dialect === 'mysql' ? 'varchar' : 'text'} } from 'drizzle-orm/${dialect}-core'
import { createSchema } from 'lucia-setup/schema/${schema}'

export const { user, session, key } = createSchema({ user: { email: ${type}.notNull() } })
`
}

/** An app whose types must hold: its attributes, and its relations. */
function appOf(entry: Entry): string {
  return `import { defineRelations } from 'drizzle-orm'
${entry.handleImport}
${schemaOf(entry)}
import { createAuth } from 'lucia-setup/${entry.name}'

declare const handle: ${entry.handle}
const schema = { user, session, key }
const relations = defineRelations(schema, (r) => ({
  user: { sessions: r.many.session({ from: r.user.id, to: r.session.userId }) },
}))
const { auth, db } = createAuth(handle, {
  schema,
  relations,
  getUserAttributes: ({ email }) => ({ email }),
})

export const email: Promise<string> = auth.getUser('ada').then((found) => found.email)
export const expiries: Promise<number[] | undefined> = db.query.user
  .findFirst({ with: { sessions: true } })
  .then((found) => found?.sessions.map(({ idleExpires }) => idleExpires))
// @ts-expect-error the email is wanted
export const nobody = () => auth.createUser({ key: null, attributes: {} })
`
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type LogLevel } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { entries, nodeSqlite } from './entries.ts'
import { root } from './run.ts'

interface Reach {
  /** The packages in the bundle; of Drizzle and this package also the folder. */
  bundled: string[]
  /** The imports that the bundle leaves to the platform. */
  imports: string[]
}

/** What Drizzle itself always brings: its SQL builder and its relations use these of PostgreSQL. */
const alwaysInDrizzle =
  /^drizzle-orm\/pg-core\/(columns\/(common|enum)|(foreign|primary)-keys|table|unique-constraint|utils\/array)\.js$/

const inDrizzle = (folder: string) => `drizzle-orm/${folder}`

const anyDriver = ['drizzle-orm', 'drizzle-orm/cache', 'drizzle-orm/query-builders']

/**
 * What a Drizzle client of a dialect is made of. Of Drizzle's proxy it is the class alone: the only one
 * of the dialect that has the same name before and from Drizzle 1.0 on.
 */
const ofDialect = (dialect: string) =>
  [...anyDriver, ...[`${dialect}-core`, `${dialect}-proxy`, 'sql'].map(inDrizzle)].sort()

/** What entries without a driver reach. */
const others = [
  { name: 'client', bundled: [] },
  { name: 'drizzle/mysql', bundled: [...ofDialect('mysql'), 'lucia'].sort() },
  { name: 'drizzle/postgres', bundled: [...ofDialect('pg'), 'lucia'].sort() },
  { name: 'drizzle/sqlite', bundled: [...ofDialect('sqlite'), 'lucia'].sort() },
  { name: 'errors', bundled: [] },
  { name: 'fetch', bundled: [] },
  { name: 'hono', bundled: ['hono'] },
  { name: 'nextjs', bundled: [] },
  { name: 'password', bundled: ['lucia'] },
  // Drizzle comes with the schema.
  { name: 'prisma', bundled: ['lucia'] },
  { name: 'prisma/edge', bundled: ['lucia'], imports: ['@prisma/client/edge'] },
  { name: 'schema/mysql', bundled: ofDialect('mysql') },
  { name: 'schema/postgres', bundled: ofDialect('pg') },
  { name: 'schema/sqlite', bundled: ofDialect('sqlite') },
  { name: 'sveltekit', bundled: [] },
  { name: 'throttle', bundled: ['drizzle-orm', 'drizzle-orm/sql'] },
  { name: 'tokens', bundled: ['drizzle-orm', 'drizzle-orm/sql', 'lucia'] },
]

export function bundleCases(): void {
  describe('a bundle for Workers', () => {
    it.each(entries)('of $name alone reaches its driver and dialect only', async (entry) => {
      const { name, dialect, drizzle, imports } = entry
      const ofDrizzle = [...ofDialect(dialect), inDrizzle(drizzle)]
      const expected = { bundled: [...ofDrizzle, 'lucia'].sort(), imports }
      expect(await reach([name])).toEqual(expected)
    })

    it('of node-sqlite alone reaches its driver and dialect only, with Drizzle 1.0', async () => {
      const { bundled, imports } = await reach([nodeSqlite.name], 'drizzle-orm-1')
      const folders = bundled.filter((name) =>
        /\/.*(-core|-proxy|sql(ite)?|pg|postgres.*)$/.test(name),
      )
      const own = ['node-sqlite', 'sql', 'sqlite-core', 'sqlite-proxy']
      expect(folders).toEqual(own.map((name) => `drizzle-orm-1/${name}`))
      expect(imports).toEqual(nodeSqlite.imports)
    })

    it.each(others)('of $name alone reaches no driver', async ({ name, bundled, imports = [] }) => {
      expect(await reach([name])).toEqual({ bundled, imports })
    })

    it.each([
      ['sqlite', 'sqlite'],
      ['postgres', 'pg'],
      ['mysql', 'mysql'],
    ])('of prisma with the schema of %s reaches one dialect', async (schema, dialect) => {
      const bundled = [...ofDialect(dialect), 'lucia']
      expect(await reach(['prisma', `schema/${schema}`])).toEqual({ bundled, imports: [] })
    })

    it.each([
      ['0.45', 'drizzle-orm'],
      ['1.0', 'drizzle-orm-1'],
    ])('of all entries has no warning with Drizzle %s', async (_, drizzle) => {
      const names = [...entries, ...others].map(({ name }) => name)
      const { warnings } = await bundle(names, drizzle, 'silent')
      expect(warnings).toEqual([])
    })

    it('is tried for every subpath', async () => {
      const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
      const tried = [...entries, nodeSqlite, ...others].map(({ name }) => `./${name}`)
      expect(tried.sort()).toEqual(Object.keys(exports).sort())
    })
  })
}

function bundle(names: string[], drizzle: string, logLevel: LogLevel) {
  const contents = names.map((name) => `export * from './dist/${name}.js'`).join('\n')
  return build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    metafile: true,
    write: false,
    logLevel,
    format: 'esm',
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    alias: { 'drizzle-orm': join(root, 'node_modules', drizzle) },
    plugins: [
      {
        name: 'leaves drivers and the platform out',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path }) =>
            /^(drizzle-orm|hono|lucia)(\/|$)/.test(path) ? undefined : { path, external: true },
          )
        },
      },
    ],
  })
}

async function reach(names: string[], drizzle = 'drizzle-orm'): Promise<Reach> {
  const { metafile } = await bundle(names, drizzle, 'error')
  const [output] = Object.values(metafile.outputs)
  const bundled = new Set<string>()
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const [, inPackage] = path.split('node_modules/')
    if (inPackage && bytesInOutput > 0) bundled.add(groupOf(inPackage))
  }
  const imports = new Set(output?.imports.map(({ path }) => path))
  return { bundled: [...bundled].sort(), imports: [...imports].sort() }
}

function groupOf(path: string): string {
  const [name = '', folder, ...rest] = path.split('/')
  if (!name.startsWith('drizzle-orm') || rest.length === 0 || alwaysInDrizzle.test(path))
    return name
  return `${name}/${folder}`
}

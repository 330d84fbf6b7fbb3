import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { bundleCode, measure, size } from '../../bench/size/measure.js'

const app = await measure('with-lucia-setup')
const appAlone = "export { default } from './with-lucia-setup.ts'"
const { exports: subpaths } = JSON.parse(await readFile('package.json', 'utf8'))
const entries = Object.keys(subpaths).map((subpath) => subpath.slice(2))

it('weighs nothing of an entry, a driver or a feature that the app does not import', async () => {
  // The core has the default hash, and looks at clients for `bindTo`.
  const inCore = ['client', 'errors', 'password']
  const imported = ['d1', 'hono', 'schema/sqlite', ...inCore]
  const others = entries.filter((name) => !imported.includes(name))
  const parts = [...app.parts.keys()]
  expect(imported.map((name) => `src/${name}.ts`).filter((path) => !app.parts.has(path))).toEqual(
    [],
  )
  expect(others.map((name) => `src/${name}.ts`).filter((path) => app.parts.has(path))).toEqual([])
  const rooms = /internal\/(mysql|postgres|prisma|throttle|tokens)\/|-calls\.ts$/
  expect(parts.filter((path) => rooms.test(path))).toEqual(['src/internal/sqlite/d1-calls.ts'])
})

it('weighs nothing more for what it imports of any entry and does not use', async () => {
  // One that there is with Drizzle 1.0 alone.
  const names = entries.filter((name) => name !== 'node-sqlite')
  const unused = names.map((name, index) => `import * as entry${index} from 'lucia-setup/${name}'`)
  expect(names.length).toBeGreaterThan(20)
  expect(await bundleCode([...unused, appAlone].join('\n'))).toBe(await bundleCode(appAlone))
})

it.each([
  ['0.45', 'drizzle-orm'],
  ['1.0', 'drizzle-orm-1'],
])('adds at most 23 KB to a Worker by hand from Lucia’s guides, on Drizzle %s', async (_, name) => {
  const byHand = await size('by-hand', name)
  const withLuciaSetup = await size('with-lucia-setup', name)
  expect(withLuciaSetup.gzipped - byHand.gzipped).toBeLessThanOrEqual(23_552)
})

it.each([
  ['databaseSession', 'hono', 'first-unconstrained'],
  ['timeColumns', 'schema/sqlite', '("created_at")'],
  ['clientColumns', 'schema/sqlite', '"address_hash"'],
  ['createTokens', 'tokens', 'INVALID_TOKEN'],
  ['createThrottle', 'throttle', 'retryAfter'],
  ['memoryThrottle', 'throttle', 'retryAfter'],
  ['nextjs', 'nextjs', 'startsWith(":")'],
  ['sessionHandle', 'sveltekit', 'sessionHandle()'],
  ['withSession', 'fetch', 'withSession()'],
])(
  'has the code of %s() of lucia-setup/%s where an app imports it alone',
  async (name, entry, mark) => {
    const used = `export { ${name} } from 'lucia-setup/${entry}'`
    expect(await bundleCode(`${appAlone}\n${used}`)).toContain(mark)
    expect(await bundleCode(appAlone)).not.toContain(mark)
  },
)

it('brings tokens and a throttle to a Worker that imports them, for 2.7 KB, and to no other', async () => {
  const both = await bundleCode(`
    ${appAlone}
    export { createTokens } from 'lucia-setup/tokens'
    export { createThrottle } from 'lucia-setup/throttle'`)
  const theirs = /\/(tokens|throttle|own-table|upsert)\b/
  expect(both).toContain('INVALID_TOKEN')
  expect([...app.parts.keys()].filter((path) => theirs.test(path))).toEqual([])
  expect(gzipSync(both, { level: 9 }).byteLength - app.gzipped).toBeLessThanOrEqual(2_765)
  // What createSchema() has to know of their tables, and deleteUser() of one.
  const known = ['more-tables', 'token-table'].map(
    (name) => app.parts.get(`src/internal/schema/${name}.ts`)?.gzipped ?? Number.NaN,
  )
  expect(known.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(400)
})

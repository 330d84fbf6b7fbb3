import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { bundleCode, measure, size } from '../../bench/size/measure.js'

const app = await measure('with-lucia-setup')

it.each([
  ['0.45', 'drizzle-orm'],
  ['1.0', 'drizzle-orm-1'],
])(
  'adds at most 22.5 KB to a Worker by hand from Lucia’s guides, on Drizzle %s',
  async (_, name) => {
    const byHand = await size('by-hand', name)
    const withLuciaSetup = await size('with-lucia-setup', name)
    expect(withLuciaSetup.gzipped - byHand.gzipped).toBeLessThanOrEqual(23_040)
  },
)

it('brings tokens and a throttle to a Worker that imports them, for 2.7 KB, and to no other', async () => {
  const both = await bundleCode(`
    export { default } from './with-lucia-setup.ts'
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

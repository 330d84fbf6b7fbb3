import { Client, connect } from '@planetscale/database'
import { createAuth } from '../src/planetscale.ts'
import { conformance } from './conformance/conformance.ts'
import { mysqlEngine } from './conformance/mysql.ts'
import { schemasWithoutForeignKeys } from './fixtures/mysql.ts'
import { startPlanetscale } from './servers/planetscale.ts'

for (const [name, create] of [
  ['a PlanetScale Client', (url: string) => new Client({ url })],
  ['a PlanetScale Connection', (url: string) => connect({ url })],
] as const) {
  conformance(
    mysqlEngine(name, createAuth, schemasWithoutForeignKeys, async (mysqlUrl) => {
      const { url, stop } = await startPlanetscale(mysqlUrl)
      return { handle: create(url), close: stop }
    }),
  )
}

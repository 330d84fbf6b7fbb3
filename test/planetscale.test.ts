import { planetscale as adapter } from '@lucia-auth/adapter-mysql'
import { Client, connect } from '@planetscale/database'
import { drizzle } from 'drizzle-orm/planetscale-serverless'
import { createAuth } from '../src/planetscale.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns, byIndex } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { mysqlEngine } from './conformance/mysql.ts'
import { officially } from './conformance/official.ts'
import { schemasWithoutForeignKeys } from './fixtures/mysql.ts'
import { startPlanetscale } from './servers/planetscale.ts'

function planetscaleEngine(name: string, open: (url: string) => object) {
  return mysqlEngine(name, createAuth, schemasWithoutForeignKeys, async (mysqlUrl) => {
    const { url, stop } = await startPlanetscale(mysqlUrl)
    return { handle: open(url), close: stop }
  })
}

const connection = planetscaleEngine('a PlanetScale Connection', (url) => connect({ url }))

const client = planetscaleEngine('a PlanetScale Client', (url) => new Client({ url }))

conformance(client)
clientCases(throughClient(client, 'mysql', drizzle))
conformance(connection)
officially(connection, adapter, {})
byColumns(connection, byIndex)

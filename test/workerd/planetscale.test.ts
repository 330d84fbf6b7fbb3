import { mysqlEngine } from '../drivers/engine.ts'
import { schemasWithoutForeignKeys } from '../fixtures/mysql.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'

const engine = mysqlEngine(
  'PlanetScale',
  undefined,
  async (mysqlUrl) => {
    const { url, stop } = await startPlanetscale(mysqlUrl)
    return { handle: { url }, close: stop }
  },
  schemasWithoutForeignKeys,
)

await conformanceInWorkerd('worker-planetscale.ts', engine)

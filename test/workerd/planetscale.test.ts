import { mysqlEngine } from '../conformance/mysql.ts'
import { schemasWithoutForeignKeys } from '../fixtures/mysql.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'

const engine = mysqlEngine(
  'PlanetScale',
  undefined,
  schemasWithoutForeignKeys,
  async (mysqlUrl) => {
    const { url, stop } = await startPlanetscale(mysqlUrl)
    return { handle: { url }, close: stop }
  },
)

await conformanceInWorkerd('worker-planetscale.ts', engine)

import { postgresEngine } from '../drivers/engine.ts'
import { startNeon } from '../servers/neon.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'

const engine = postgresEngine('Neon over HTTP', undefined, async (postgresUrl) => {
  const { url, stop } = await startNeon(postgresUrl)
  return { handle: { url }, close: stop }
})

await conformanceInWorkerd('worker-neon-http.ts', engine)

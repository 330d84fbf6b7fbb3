import { reachOf } from '../drivers/entries.ts'
import { blocks } from '../printer.ts'
import type { AuthCode, AuthParts } from './auth-code.ts'
import { nodeAuth } from './node-auth.ts'
import { connectionAuth, storageAuth, workerAuth } from './worker-auth.ts'

/** The code of `auth.ts`. */
export function authFile(parts: AuthParts): string {
  const { imports, code } = codeOf(parts)
  const own = parts.runsOn === 'workers' ? parts.ts(parts.bindings?.import ?? '') : ''
  const all = [...imports, ...frameworkImports(parts), own, parts.schema.import].filter(Boolean)
  return `${blocks(sortImports(all).join('\n'), parts.schema.statement, code)}\n`
}

function codeOf(parts: AuthParts): AuthCode {
  if (parts.runsOn === 'node') return nodeAuth(parts)
  const reach = reachOf(parts.driver)
  if (reach === 'storage') return storageAuth(parts)
  return reach === 'hyperdrive' ? connectionAuth(parts) : workerAuth(parts)
}

/** Imports by module, those of the app last. */
function sortImports(imports: string[]): string[] {
  const moduleOf = (line: string) => /'([^']+)'$/.exec(line)?.[1] ?? ''
  const rank = (line: string) => `${moduleOf(line).startsWith('.') ? 1 : 0} ${moduleOf(line)}`
  return [...imports].sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

function frameworkImports({ hasHono, middleware, ts }: AuthParts): string[] {
  if (hasHono) {
    return [`import { ${ts('type SessionVariables, ')}sessionMiddleware } from 'lucia-setup/hono'`]
  }
  const module = middleware === 'nextjs' ? 'lucia-setup/nextjs' : 'lucia/middleware'
  return middleware ? [`import { ${middleware} } from '${module}'`] : []
}

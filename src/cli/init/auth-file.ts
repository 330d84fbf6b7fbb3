import type { AuthParts } from './auth-code.ts'
import { nodeAuth } from './node-auth.ts'
import { workerAuth } from './worker-auth.ts'

/** The code of `auth.ts`. */
export function authFile(parts: AuthParts): string {
  const { imports, blocks } = parts.runsOn === 'workers' ? workerAuth(parts) : nodeAuth(parts)
  const body = [parts.schema.statement, ...blocks].filter(Boolean).join('\n\n')
  return `${sortImports([...imports, parts.schema.import]).join('\n')}\n\n${body}\n`
}

/** Imports by module, those of the app last. */
function sortImports(imports: string[]): string[] {
  const moduleOf = (line: string) => /'([^']+)'$/.exec(line)?.[1] ?? ''
  const rank = (line: string) => `${moduleOf(line).startsWith('.') ? 1 : 0} ${moduleOf(line)}`
  return [...imports].sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

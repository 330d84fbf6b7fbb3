import type { DriverName } from '../drivers.ts'

/** What `auth.ts` is made of. */
export interface AuthParts {
  driver: DriverName
  runsOn: 'workers' | 'node'
  hasHono: boolean
  /** Lucia's middleware of the app's framework: `express`. */
  middleware: string | undefined
  /** The name of the D1 or Hyperdrive binding. */
  binding: string
  /** A handle that the app exports already. */
  handle: { name: string; import: string } | undefined
  schema: SchemaImport
  /** The attributes that `session.user` shows. */
  attributes: string[]
}

/** How `schema` comes into a file. */
export interface SchemaImport {
  import: string
  /** A statement that makes it, where the import alone does not. */
  statement?: string
}

/** Imports, and the code under them. */
export interface AuthCode {
  imports: string[]
  blocks: string[]
}

/** What Hono's middleware comes from. */
export const honoImport =
  "import { type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'"

/** What is said of that middleware. */
export const middlewareComment =
  '/** Sets `c.var.session`, `c.var.auth`, `c.var.authRequest` and `c.var.db` for each request. */'

/** The import of Lucia's middleware, where the app needs one. */
export function luciaImports({ hasHono, middleware }: AuthParts): string[] {
  return hasHono || !middleware ? [] : [`import { ${middleware} } from 'lucia/middleware'`]
}

/** The options that do not depend on where the app runs. */
export function optionLines({ hasHono, middleware, attributes }: AuthParts): string[] {
  const names = attributes.join(', ')
  return [
    ...(hasHono || !middleware ? [] : [`middleware: ${middleware}(),`]),
    ...(names ? [`getUserAttributes: ({ ${names} }) => ({ ${names} }),`] : []),
  ]
}

/** Lines, two spaces to the right. */
export function indent(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}

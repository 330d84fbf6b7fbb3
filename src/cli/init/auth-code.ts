import type { DriverName } from '../drivers/entries.ts'
import { indent, type TypePrinter } from '../printer.ts'
import type { AppBindings } from './app-bindings.ts'

/** What `auth.ts` is made of. */
export interface AuthParts {
  driver: DriverName
  runsOn: 'workers' | 'node'
  /** Prints types, where the app has them. */
  ts: TypePrinter
  hasHono: boolean
  /** Lucia's middleware of the app's framework: `express`. */
  middleware: string | undefined
  /** The name of the D1 or Hyperdrive binding. */
  binding: string
  /** The type of that binding of D1, and where it comes from. */
  d1Type: { name: string; import?: string }
  /** The app's own type of its bindings. */
  bindings: AppBindings | undefined
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
  code: string
}

/** What is said of Hono's middleware. */
export const middlewareComment =
  '/** Sets `c.var.session`, `c.var.auth`, `c.var.authRequest` and `c.var.db` for each request. */'

/** What Hono has to know of the app. */
export function honoEnv({ ts }: AuthParts, of: string, variables: string, more = ''): string {
  return ts(`/** What Hono has to know${of}: \`new Hono<AuthEnv>()\`. */
export interface AuthEnv {${more}
  Variables: SessionVariables<${variables}>
}`)
}

/** The options that do not depend on where the app runs, as lines of an object. */
export function optionLines({ hasHono, middleware, attributes }: AuthParts): string {
  const names = attributes.join(', ')
  return indent([
    ...(hasHono || !middleware ? [] : [`middleware: ${middleware}(),`]),
    ...(names ? [`getUserAttributes: ({ ${names} }) => ({ ${names} }),`] : []),
  ])
}

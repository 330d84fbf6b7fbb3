import {
  type AuthCode,
  type AuthParts,
  honoImport,
  indent,
  luciaImports,
  middlewareComment,
  optionLines,
} from './auth-code.ts'
import { nodeHandles } from './handles.ts'

/** The code of `auth.ts` on Node, where one database serves for as long as the app runs. */
export function nodeAuth(parts: AuthParts): AuthCode {
  const { driver, hasHono } = parts
  const made = nodeHandles[driver === 'd1' ? 'better-sqlite3' : driver]
  const handle = parts.handle ?? made
  const options = [
    'schema,',
    '// Browsers may drop a `Secure` cookie over http, which is what a computer of your own speaks.',
    "env: process.env.NODE_ENV === 'development' ? 'DEV' : 'PROD',",
    ...optionLines(parts),
  ]
  return {
    imports: [
      handle.import,
      `import { createAuth } from 'lucia-setup/${driver}'`,
      ...(hasHono ? [honoImport] : luciaImports(parts)),
    ],
    blocks: [
      ...(parts.handle ? [] : [made.open.join('\n')]),
      `const setUp = createAuth(${handle.name}, {\n${indent(options)}\n})`,
      '/** Lucia, and the Drizzle client on the same database. */\nexport const { auth, db } = setUp',
      'export type Auth = typeof auth',
      ...(hasHono ? [environment, middleware] : []),
    ],
  }
}

const environment = `/** What Hono has to know: \`new Hono<AuthEnv>()\`. */
export interface AuthEnv {
  Variables: SessionVariables<typeof setUp>
}`

const middleware = `${middlewareComment}
export const authMiddleware = sessionMiddleware(() => setUp)`

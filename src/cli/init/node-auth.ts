import { driverOf } from '../drivers/entries.ts'
import { blocks } from '../printer.ts'
import {
  type AuthCode,
  type AuthParts,
  honoEnv,
  middlewareComment,
  optionLines,
} from './auth-code.ts'

/** The code of `auth.ts` on Node, where one database serves for as long as the app runs. */
export function nodeAuth(parts: AuthParts): AuthCode {
  const { driver, handle, hasHono, ts } = parts
  const made = driverOf(driver).node
  const used = handle ?? made
  if (!used) throw new Error(`${driver} does not run on Node`)
  const setUp = `${hasHono ? '' : 'export '}const setUp = createAuth(${used.name}, {
  schema,
  // Browsers may drop a \`Secure\` cookie over http, which is what a computer of your own speaks.
  env: process.env.NODE_ENV === 'development' ? 'DEV' : 'PROD',
${optionLines(parts)}
})`
  return {
    imports: [used.import, `import { createAuth } from 'lucia-setup/${driver}'`],
    code: blocks(
      handle ? '' : made?.open.join('\n'),
      setUp.replace('\n\n', '\n'),
      '/** Lucia, and the Drizzle client on the same database. */\nexport const { auth, db } = setUp',
      ts('export type Auth = typeof auth'),
      hasHono ? honoEnv(parts, '', 'typeof setUp') : '',
      hasHono
        ? `${middlewareComment}\nexport const authMiddleware = sessionMiddleware(() => setUp)`
        : '',
    ),
  }
}

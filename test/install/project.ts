import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { type Outcome, root, runWith } from '../package/run.ts'
import { installedBun } from '../runtimes/installed.ts'

/** What a sign-up, a sign-in and a session have come to in a project. */
export interface Driven {
  signedIn: boolean
  taken: string
  session: string
  scrypt: 'platform' | 'lucia'
}

/** What must come of them. */
export const works: Driven = {
  signedIn: true,
  taken: 'AUTH_DUPLICATE_KEY_ID',
  session: 'active',
  scrypt: 'platform',
}

/** The lines of an entry as the pages have them, in JavaScript. */
export async function snippetOf(entry: string): Promise<string> {
  const source = await readFile(join(root, `test/docs/snippets/${entry}.ts`), 'utf8')
  return (await transform(source, { loader: 'ts' })).code
}

/** Uses an `auth` as an app would, with a database of its own. */
export const drive = `
import { scrypt } from 'lucia-setup/password'

export async function drive(auth) {
  const key = { providerId: 'email', providerUserId: 'ada@example.com', password: 'correct horse' }
  const { userId } = await auth.createUser({ key })
  const used = await auth.useKey('email', 'ada@example.com', 'correct horse')
  const { sessionId } = await auth.createSession({ userId })
  const { state } = await auth.validateSession(sessionId)
  const taken = await auth.createUser({ key }).catch((error) => error.message)
  return { signedIn: used.userId === userId, taken, session: state, scrypt: scrypt.implementation }
}
`

/** Writes the lines of an entry into a project, and a program that uses them. */
export async function writeProgram(folder: string, entry: string): Promise<void> {
  await writeFile(join(folder, 'auth.js'), await snippetOf(entry))
  await writeFile(join(folder, 'drive.js'), drive)
  await writeFile(
    join(folder, 'program.js'),
    `import * as lines from './auth.js'
import { drive } from './drive.js'

if (process.env.NEON_ENDPOINT) {
  const { neonConfig } = await import('@neondatabase/serverless')
  neonConfig.fetchEndpoint = process.env.NEON_ENDPOINT
}
if (process.env.TABLES) await lines.database.exec(process.env.TABLES)
console.log(JSON.stringify(await drive(lines.auth)))
process.exit(0)
`,
  )
}

/** What runs the lines of an entry. */
export function runtimeOf(entry: string, node = 'node'): string {
  return entry === 'bun-sqlite' ? installedBun : node
}

/** Runs a command in a project, with the environment that its program reads. */
export async function runProgram(
  folder: string,
  environment: Record<string, string>,
  ...command: [string, ...string[]]
): Promise<Outcome & { driven: unknown }> {
  const outcome = await runWith(environment, folder, ...command)
  const [line = 'null'] = outcome.stdout.split('\n').filter((text) => text.startsWith('{'))
  return { ...outcome, driven: JSON.parse(line) }
}

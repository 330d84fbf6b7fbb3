import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The user and group that a server runs as. */
export interface Account {
  uid: number
  gid: number
}

/**
 * The first of the named accounts that exists, or `nobody`, when the tests run as root: database
 * servers refuse root. `undefined` for any other user, who runs the server as themselves.
 */
export async function serverAccount(names: string[]): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of [...names, 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      // No such account: the next one.
    }
  }
  throw new Error(
    `a database server does not run as root, and none of the accounts ${names.join(', ')} or nobody exists: create one`,
  )
}

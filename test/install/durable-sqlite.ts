import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSchema } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import { drive } from './project.ts'
import { askInWorkerd } from './workerd.ts'

/** Bundles a Durable Object of a project, which makes its own tables, and runs it in workerd. */
export async function runInObject(project: string): Promise<unknown> {
  const folder = await mkdtemp(join(project, 'object-'))
  await writeFile(join(folder, 'drive.js'), drive)
  const contents = `import { DurableObject } from 'cloudflare:workers'
import { createAuth } from 'lucia-setup/durable-sqlite'
import { drive } from './drive.js'

export class Accounts extends DurableObject {
  async fetch() {
    const { storage } = this.ctx
    storage.sql.exec(${JSON.stringify((await sqliteTables(createSchema())).join('\n'))})
    return Response.json(await drive(createAuth(storage).auth))
  }
}

export default {
  fetch: (request, { ACCOUNTS }) => ACCOUNTS.get(ACCOUNTS.idFromName('all')).fetch(request),
}`
  const durableObjects = { ACCOUNTS: { className: 'Accounts', useSQLite: true } }
  return await askInWorkerd(folder, contents, { durableObjects })
}

import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { createSchema } from '../../src/schema/sqlite.ts'
import { bundledForWorkers } from '../bundled.ts'
import { sqliteTables } from '../ddl.ts'
import { drive, snippetOf } from './project.ts'

/** A Worker that uses the lines of an entry, and the binding that it has. */
interface Program {
  source: string
  bindings: Partial<WorkerOptions>
}

/** What runs in workerd: each answers with what has come of the lines. */
const programs: Readonly<Record<string, Program>> = {
  d1: {
    source: `import { createMyAuth } from './auth.js'
import { drive } from './drive.js'
import app from './hono.js'

export default {
  async fetch(request, env) {
    for (const table of env.TABLES) await env.DB.prepare(table).run()
    const answer = await app.fetch(request, env)
    return Response.json({ ...(await drive(createMyAuth(env))), hono: await answer.text() })
  },
}`,
    bindings: { d1Databases: ['DB'] },
  },
  'durable-sqlite': {
    source: `import { Accounts } from './auth.js'
import { drive } from './drive.js'

export class TestObject extends Accounts {
  async fetch() {
    for (const table of this.env.TABLES) this.ctx.storage.sql.exec(table)
    return Response.json(await drive(this.auth))
  }
}
export default {
  fetch: (request, { OBJECTS }) => OBJECTS.get(OBJECTS.newUniqueId()).fetch(request),
}`,
    bindings: { durableObjects: { OBJECTS: { className: 'TestObject', useSQLite: true } } },
  },
}

/** Whether an entry's lines run in workerd, and not in Node. */
export function isForWorkers(entry: string): boolean {
  return entry in programs
}

/** Bundles a project's lines, and runs them in workerd on a database of its own. */
export async function runInWorkerd(project: string, entry: string): Promise<unknown> {
  const { source = '', bindings } = programs[entry] ?? {}
  const folder = await mkdtemp(join(project, 'worker-'))
  await writeFile(join(folder, 'auth.js'), await snippetOf(entry))
  await writeFile(join(folder, 'hono.js'), await snippetOf('worker-in-short'))
  await writeFile(join(folder, 'drive.js'), drive)
  const worker = new Miniflare({
    ...(bindings as WorkerOptions),
    modules: true,
    script: await bundledForWorkers({ stdin: { contents: source, resolveDir: folder } }),
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    bindings: { TABLES: await sqliteTables(createSchema()) },
    cf: false,
  })
  const answer = await worker.dispatchFetch('http://localhost')
  const text = await answer.text()
  await worker.dispose()
  if (!answer.ok) throw new Error(text)
  return JSON.parse(text)
}

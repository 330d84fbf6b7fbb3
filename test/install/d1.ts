import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { createSchema } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import { drive, snippetOf } from './project.ts'

/** Bundles a project's lines for D1 and Hono, and runs them in workerd on a database of its own. */
export async function runInWorkerd(project: string): Promise<unknown> {
  const folder = await mkdtemp(join(project, 'worker-'))
  await writeFile(join(folder, 'auth.js'), await snippetOf('d1'))
  await writeFile(join(folder, 'hono.js'), await snippetOf('worker-in-short'))
  await writeFile(join(folder, 'drive.js'), drive)
  const contents = `import { createMyAuth } from './auth.js'
import { drive } from './drive.js'
import app from './hono.js'

export default {
  async fetch(request, env) {
    const answer = await app.fetch(request, env)
    return Response.json({ ...(await drive(createMyAuth(env))), hono: await answer.text() })
  },
}`
  const bundled = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd', 'worker'],
    external: ['node:*'],
  })
  const worker = new Miniflare({
    modules: true,
    script: bundled.outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    d1Databases: ['DB'],
    cf: false,
  })
  const database = await worker.getD1Database('DB')
  for (const table of await sqliteTables(createSchema())) await database.prepare(table).run()
  const answer = await worker.dispatchFetch('http://localhost')
  const text = await answer.text()
  await worker.dispose()
  if (!answer.ok) throw new Error(text)
  return JSON.parse(text)
}

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { follow, stepsOf, textOf } from '../docs/follow.ts'
import { run } from '../package/run.ts'
import { installedNode } from '../runtimes/installed.ts'
import { freePort } from '../servers/listening.ts'

/** Today's tools, some of which refuse the oldest Node that works here. */
export const workerTools = ['wrangler@latest', '@cloudflare/workers-types@latest']

/** The README's Worker in a project with these tools, a TypeScript and a Drizzle. */
export function workerCases(project: string, typescript: string): void {
  it("gives the README's Worker with today's tools, its migrations in files and folders", async () => {
    const folder = join(project, 'worker')
    // As drizzle-kit wrote them before 1.0.
    await mkdir(join(folder, 'migrations'), { recursive: true })
    await writeFile(join(folder, 'migrations/0000_before.sql'), 'CREATE TABLE before (id text);')
    const PATH = `${dirname(await installedNode())}:${process.env.PATH}`
    const place = { folder, tarball: '', environment: { PATH }, port: await freePort() }
    const steps = stepsOf(await textOf('README.md', 'Start'))
    const installed = steps.filter(
      (step) => !('commands' in step && /^npm/.test(step.commands[0] ?? '')),
    )
    await (await follow(place, installed))?.stop()
    expect(await applied(folder)).toEqual([
      '0000_before.sql',
      expect.stringMatching(/^\d+_\w+\/migration\.sql$/),
    ])
    const tsc = join(project, `node_modules/ts-${typescript}/bin/tsc`)
    const strict = ['--strict', '--noEmit', '--skipLibCheck', '--types', '']
    const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022']
    const files = ['src/index.ts', 'worker-configuration.d.ts']
    const { code, output } = await run(folder, 'node', tsc, ...strict, ...modules, ...files)
    expect(code, output).toBe(0)
  })
}

/** The migrations that wrangler has applied to its local database. */
async function applied(folder: string): Promise<unknown[]> {
  const state = join(folder, '.wrangler/state/v3/d1/miniflare-D1DatabaseObject')
  const files = (await readdir(state)).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
  const database = new Database(join(state, files[0] ?? ''), { readonly: true })
  const names = database.prepare('select name from d1_migrations order by id').pluck().all()
  database.close()
  return names
}

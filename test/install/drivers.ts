import { readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { blocksOf, packagesOf } from '../docs/pages.ts'
import { served } from '../drivers/drivers.ts'
import { type Consumer, install } from '../package/consumer.ts'
import { entries } from '../package/entries.ts'
import type { Packed } from '../package/packed.ts'
import { root, run, runWell } from '../package/run.ts'
import { runProgram, runtimeOf, works, writeProgram } from './project.ts'
import { isForWorkers, runInWorkerd } from './workerd.ts'

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const ranges: Record<string, string> = manifest.peerDependencies
/** The oldest version of a range: `^8.11.0`, `>=1.16`. */
function oldest(name: string): string {
  const [, major, minor = '0', patch = '0'] =
    /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(ranges[name] ?? '') ?? []
  return `${name}@${major}.${minor}.${patch}`
}

const ages = [
  { age: 'current', version: (name: string) => name },
  { age: 'oldest', version: (name: string) => oldest(name.replace(/@2$/, '')) },
]
const cases = entries.flatMap(({ name }) => ages.map((age) => ({ name, ...age })))
const counted = [...Object.keys(ranges), 'lucia-setup']

/** Each entry in an empty project of its own. */
export function driverCases(folder: string, packed: Packed): void {
  describe.each(cases)('$name, with $age versions', ({ name, age, version }) => {
    const project = join(folder, `${name}-${age}`)
    let wanted: string[]
    let installed: Consumer

    beforeAll(async () => {
      wanted = [...(await packagesOf(name)), ...(name === 'd1' ? ['hono'] : [])]
      const [, ...beside] = wanted
      installed = await install(project, packed.tarball, ...beside.map(version))
    })

    it('installs plainly, each package once and no other driver', () => {
      expect(installed.output).not.toMatch(/ERESOLVE|peer|lucia/i)
      const found = installed.installed.map((path) => path.replace(/^.*node_modules\//, ''))
      const expected = wanted.map((name) => name.replace(/@2$/, ''))
      expect(found.filter((name) => counted.includes(name)).sort()).toEqual(expected.sort())
    })

    it('runs the lines of the page on a real engine', async () => {
      if (isForWorkers(name)) {
        const withHono = name === 'd1' ? { hono: 'nobody' } : {}
        expect(await runInWorkerd(project, name)).toEqual({ ...works, ...withHono })
        return
      }
      if (name === 'better-sqlite3') await compileBetterSqlite3(project)
      const database = await served.find((driver) => driver.name === name)?.serve()
      if (!database) throw new Error(`test/drivers/${name}.ts serves no database`)
      await writeProgram(project, name)
      const { driven, output } = await runProgram(
        project,
        database.environment,
        runtimeOf(name),
        'program.js',
      )
      await database.close()
      expect(driven, output).toEqual(works)
    })
  })

  it('moves an app of the days of Lucia v2 by the commands of the page', async () => {
    const project = join(folder, 'moved')
    await install(project, 'lucia@2', '@lucia-auth/adapter-postgresql@2', ...ofItsDays)
    const [commands] = await blocksOf('docs/from-lucia.md')
    for (const command of commands?.lines ?? []) {
      const [npm = '', ...args] = command.replace('lucia-setup ', `${packed.tarball} `).split(' ')
      const { code, output } = await run(project, npm, ...args)
      expect(code, output).toBe(0)
      expect(output).not.toMatch(/ERESOLVE|peer/i)
    }
    const manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))
    const names = ['drizzle-orm', 'hono', 'lucia', 'lucia-setup', 'pg']
    expect(Object.keys(manifest.dependencies)).toEqual(names)
  })
}

const ofItsDays = ['pg@8.11', 'drizzle-orm@0.29', 'hono@3']

/**
 * better-sqlite3 takes minutes to compile, so the version that this project has compiled stands in
 * for those that were installed, unless COMPILE_DRIVERS is set.
 */
async function compileBetterSqlite3(project: string): Promise<void> {
  if (process.env.COMPILE_DRIVERS) {
    await runWell(project, 'npm', 'rebuild', 'better-sqlite3')
    return
  }
  const path = 'node_modules/better-sqlite3'
  await rm(join(project, path), { recursive: true })
  await symlink(join(root, path), join(project, path))
}

import { readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { blocksOf, packagesOf } from '../docs/pages.ts'
import { served } from '../drivers/drivers.ts'
import {
  type Consumer,
  compile,
  compilersIn,
  install,
  installCompilers,
  installInCopy,
  newest,
  printOthers,
  versions,
} from '../package/consumer.ts'
import { entries } from '../package/entries.ts'
import { besideTypeTests, writeApp } from '../package/entry-app.ts'
import { root, run, runWell } from '../package/run.ts'
import { forProjects } from './folder.ts'
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

const counted = [...Object.keys(ranges), 'lucia-setup']
const bare = (name: string) => name.replace(/@2$/, '')

/** The names of installed packages of those that are counted, each as often as it is there. */
function found({ installed }: Consumer, names: string[]): string[] {
  const all = installed.map((path) => path.replace(/^.*node_modules\//, ''))
  return all.filter((name) => names.includes(name)).sort()
}

const ofItsDays = ['pg@8.11', 'drizzle-orm@0.29', 'hono@3']

const [folder, packed] = await forProjects()
const compilers = join(folder, 'compilers')
let withoutDriver: Consumer

beforeAll(async () => {
  await installCompilers(compilers, versions.slice(-1))
  const always = ['lucia@2', 'drizzle-orm', ...besideTypeTests]
  withoutDriver = await install(join(folder, 'without-driver'), packed.tarball, ...always)
})

describe.each(entries)('$name, with current versions', (entry) => {
  const { name, packages, types } = entry
  const project = join(folder, `${name}-current`)
  let wanted: string[]
  let installed: Consumer

  beforeAll(async () => {
    wanted = await packagesOf(name)
    const [, ...beside] = [...new Set([...wanted, ...packages])]
    installed = await installInCopy(withoutDriver, project, ...beside)
  })

  it('installs plainly, each package once and no other driver', () => {
    expect(installed.output).not.toMatch(/ERESOLVE|peer|lucia/i)
    const expected = [...new Set([...wanted.map(bare), 'hono', ...packages])].sort()
    expect(found(installed, [...counted, ...packages])).toEqual(expected)
  })

  it('has exact types, without the types of other drivers', async () => {
    await writeApp(project, entry)
    const findings = await compile(project, newest(compilersIn(compilers)), types)
    printOthers(name, findings)
    expect(findings.ours).toEqual([])
  })

  it('runs the lines of the page on a real engine', () => runsLines(project, name))
})

describe('with the oldest versions', () => {
  const project = join(folder, 'oldest')
  let wanted: string[]
  let installed: Consumer

  beforeAll(async () => {
    const named = await Promise.all(entries.map(({ name }) => packagesOf(name)))
    wanted = [...new Set([...named.flat(), 'hono'])].map(bare)
    const beside = wanted.filter((name) => name !== 'lucia-setup').map(oldest)
    installed = await install(project, packed.tarball, ...beside)
  })

  it('installs plainly, beside every driver, each package once', () => {
    expect(installed.output).not.toMatch(/ERESOLVE|peer|lucia/i)
    expect(found(installed, counted)).toEqual(wanted.sort())
  })

  it.each(entries)('runs the lines of the page on a real engine, of $name', ({ name }) =>
    runsLines(project, name),
  )
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

/** What an entry's page says does what it says, in a project that has its packages. */
async function runsLines(project: string, name: string): Promise<void> {
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
}

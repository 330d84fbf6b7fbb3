import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Compiler, compile, printOthers } from './consumer.ts'
import { root, runWell } from './run.ts'

const fixture = fileURLToPath(new URL('fixtures/existing-app', import.meta.url))

/** An app that was written for plain Lucia v2, by its guides, on better-sqlite3. */
export function existingAppCases(folder: string, compilers: Compiler[]): void {
  const before = join(folder, 'before')
  const after = join(folder, 'after')

  beforeAll(async () => {
    // Plain Lucia's adapter cannot be installed beside today's drivers: this project overrides that.
    await mkdir(before)
    await symlink(join(root, 'node_modules'), join(before, 'node_modules'))
    await cp(fixture, join(before, 'app'), { recursive: true })
    await rm(join(before, 'app/lucia-setup.ts'))
    await cp(fixture, after, { recursive: true })
    await rename(join(after, 'lucia-setup.ts'), join(after, 'lucia.ts'))
  })

  describe('an app that was written for plain Lucia v2', () => {
    it.each(compilers.filter(({ resolution }) => resolution === 'bundler'))(
      'compiles with only its set-up replaced, in TypeScript $version',
      async (compiler) => {
        const findings = await compile(after, compiler, ['node'])
        printOthers(`TypeScript ${compiler.version}, an existing app`, findings)
        expect(findings.ours).toEqual([])
      },
    )

    it('compiles with the resolution of Node as well', async () => {
      const [compiler] = compilers.filter(({ resolution }) => resolution === 'nodenext').slice(-1)
      const findings = compiler && (await compile(after, compiler, ['node']))
      expect(findings?.ours).toEqual([])
    })

    it('does the same as it did', async () => {
      const [did, does] = [await runApp(join(before, 'app')), await runApp(after)]
      expect(did).toEqual([
        null,
        ['user'],
        { message: 'This name is taken' },
        'ANNA (no address) from AT, active',
        { username: 'Anna', email: 'anna@example.com' },
        null,
        null,
        { message: 'Incorrect username or password' },
        { message: 'Welcome' },
        'ANNA (anna@example.com) from AT, active',
        1,
        { again: true, username: 'octocat', email: null },
      ])
      expect(does).toEqual(did)
    })
  })
}

/** Runs the app's little story; resolves to what it logs. */
async function runApp(folder: string): Promise<unknown> {
  await build({
    entryPoints: [join(folder, 'main.ts')],
    outfile: join(folder, 'main.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  return JSON.parse(await runWell(folder, 'node', 'main.js'))
}

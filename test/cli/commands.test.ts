import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, run } from '../package/run.ts'
import { type App, createApp } from './app.ts'

let app: App

beforeAll(async () => {
  app = await createApp('drizzle-kit')
  await app.write('apps/web/package.json', '{ "type": "module", "dependencies": { "pg": "8" } }')
})

afterAll(() => app.remove())

/** What is printed, without a terminal. */
async function outputOf(...args: string[]): Promise<string> {
  const { code, output, stdout } = await app.command(...args)
  expect(code, output).toBe(0)
  expect(stdout).toBe(output)
  return output
}

describe('the commands are called as people know it', () => {
  it.each([['--help'], ['-h'], ['help'], []])('%s says which there are', async (...args) => {
    const output = await outputOf(...args)
    expect(output).toMatch(/^ +init +\S[\s\S]*^ +sql +\S[\s\S]*^ +check +\S/m)
  })

  it.each([
    ['init', '--help'],
    ['init', '-h'],
    ['help', 'init'],
  ])('%s %s says which flags it has', async (...args) => {
    expect(await outputOf(...args)).toContain('--dry-run')
  })

  it('is printed by little code: what reads an app is loaded for an app alone', async () => {
    const loaded = new Set(['main.js'])
    let size = 0
    for (const name of loaded) {
      const code = await readFile(join(root, 'dist/cli', name), 'utf8')
      size += code.length
      const imports = /(?:from|import\(?)"\.\/(command-\w+\.js|[\w-]+\.js(?="[^)]))/g
      for (const [, imported = ''] of code.matchAll(imports)) loaded.add(imported)
    }
    expect([...loaded].filter((name) => name.startsWith('command-'))).toHaveLength(3)
    expect(size).toBeLessThan(50_000)
  })

  it.each(['--version', '-v'])('%s prints the version', async (flag) => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    expect(await outputOf(flag)).toBe(`${version}\n`)
  })

  it.each([['--help'], ['init', '--help'], ['sql', '--dialect', 'sqlite']])(
    '%s prints no colours into a pipe, whatever the environment asks for',
    async (...args) => {
      const cli = join(root, 'dist/cli/main.js')
      const line = `FORCE_COLOR=1 node ${cli} ${args.join(' ')} | cat`
      const { stdout } = await run(app.folder, 'sh', '-c', line)
      expect(stdout).not.toContain('\x1b')
    },
  )

  it.each([['--cwd', 'apps/web'], ['--cwd=apps/web'], ['-C', 'apps/web']])(
    '%s %s says in which folder',
    async (...flags) => {
      const { code, output } = await app.command('init', ...flags, '--dry-run')
      expect(code, output).toBe(0)
      expect(output).toContain('package.json: npm, pg')
      expect(await app.command(...flags, 'init', '--dry-run')).toMatchObject({ output })
    },
  )

  it.each([
    [['init', '--cwd', 'absent'], '--cwd: there is no folder absent'],
    [['init', '-C'], '--cwd needs a folder'],
    [['init', '-x'], 'There is no flag -x. The flags are --driver, '],
    [['check', '--env', 'production', 'app.db'], '--env belongs to --d1'],
    [['check', '--variable', 'NO_SUCH_URL'], '--variable NO_SUCH_URL: neither the environment nor'],
  ])('%j is one line and exit code 2', async (args, message) => {
    const { code, output } = await app.command(...args)
    expect(output).toContain(message)
    expect(output.trimEnd()).not.toContain('\n')
    expect(code).toBe(2)
  })
})

describe('sql', () => {
  it.each([
    ['postgresql', 'postgres'],
    ['turso', 'sqlite'],
  ])("takes drizzle-kit's name %s of a dialect", async (theirs, ours) => {
    expect(await outputOf('sql', '--dialect', theirs)).toBe(
      await outputOf('sql', '--dialect', ours),
    )
  })

  it('refuses the table names that init refuses, and with the same words', async () => {
    for (const names of ['user=users,', 'user', 'users=a', 'user=']) {
      const ofSql = await app.command('sql', '--dialect', 'sqlite', '--table-names', names)
      const ofInit = await app.command('init', '--yes', '--driver', 'pg', '--table-names', names)
      expect(ofSql.output).toMatch(/^--table-names.*\n$/)
      expect(ofInit.output.slice(ofInit.stdout.length)).toBe(ofSql.output)
    }
  })

  it('names all that is missing in one line, and installs it in one', async () => {
    const bare = await createApp()
    await run(bare.folder, 'rm', '-r', 'node_modules/drizzle-orm')
    expect((await bare.command('sql', '--dialect', 'sqlite')).output).toBe(
      'drizzle-orm and drizzle-kit are not installed in this project: npm install drizzle-orm && npm install --save-dev drizzle-kit@latest\n',
    )
    expect((await bare.command('check', 'postgres://127.0.0.1:1/app')).output).toBe(
      'drizzle-orm and pg are not installed in this project: npm install drizzle-orm pg\n',
    )
    await bare.remove()
  })
})

describe('check', () => {
  it('reads the URL of a variable from .env', async () => {
    await app.write('.env', 'DATABASE_URL=absent.db\nOTHER_URL="other.db" # the other\n')
    expect((await app.command('check')).output).toBe('There is no file absent.db\n')
    const other = await app.command('check', '--variable', 'OTHER_URL')
    expect(other.output).toBe('There is no file other.db\n')
  })
})

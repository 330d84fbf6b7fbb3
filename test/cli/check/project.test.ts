import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema/sqlite.ts'
import { sqliteTables } from '../../ddl.ts'
import { root } from '../../package/run.ts'
import { type App, createApp } from '../app.ts'

const { peerDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const dependencies = { 'better-sqlite3': '*', 'drizzle-orm': '*', 'lucia-setup': '*', lucia: '2' }
const wrangler = (settings: object) => JSON.stringify({ name: 'app', ...settings })
let app: App

beforeAll(async () => {
  app = await createApp('better-sqlite3')
  const database = new Database(join(app.folder, 'app.db'))
  for (const statement of await sqliteTables(createSchema())) database.exec(statement)
  database.close()
})

beforeEach(async () => {
  await writeDependencies()
  await app.write('wrangler.json', healthyWrangler)
})

afterAll(() => app.remove())

const healthyWrangler = wrangler({
  compatibility_date: '2026-04-01',
  compatibility_flags: ['nodejs_compat'],
})

async function writeDependencies(more: object = {}): Promise<void> {
  await app.write(
    'package.json',
    JSON.stringify({ private: true, dependencies: { ...dependencies, ...more } }),
  )
}

async function findings(): Promise<{ code: number; findings: object[] }> {
  const { code, stdout } = await app.command('check', 'app.db', '--json')
  return { code, ...JSON.parse(stdout) }
}

describe('check of a project', () => {
  it('finds nothing wrong with one that is well', async () => {
    expect(await findings()).toEqual({ code: 0, findings: [] })
  })

  it('finds a version that was not tried', async () => {
    await writeDependencies({ hono: '3', pg: '8' })
    await app.write('node_modules/hono/package.json', '{ "name": "hono", "version": "3.12.0" }')
    await app.write('node_modules/pg/package.json', '{ "name": "pg", "version": "8.99.0" }')
    const finding = {
      code: 'untried-version',
      subject: 'hono',
      what: 'is installed in version 3.12.0',
      cure: `npm i "hono@${peerDependencies.hono}"`,
    }
    expect(await findings()).toEqual({ code: 1, findings: [expect.objectContaining(finding)] })
  })

  it('finds a second copy of lucia', async () => {
    const oauth = 'node_modules/@lucia-auth/oauth'
    await writeDependencies({ '@lucia-auth/oauth': '3' })
    await app.write(`${oauth}/package.json`, '{ "name": "@lucia-auth/oauth", "version": "3.5.3" }')
    expect(await findings()).toEqual({ code: 0, findings: [] })
    const copy = join(app.folder, oauth, 'node_modules/lucia')
    await cp(join(root, 'node_modules/lucia'), copy, { recursive: true })
    const finding = { code: 'two-copies', subject: '@lucia-auth/oauth' }
    expect(await findings()).toEqual({ code: 1, findings: [expect.objectContaining(finding)] })
  })

  it.each([
    [{ compatibility_date: '2026-04-01' }, 'lacks the compatibility flag nodejs_compat'],
    [
      { compatibility_date: '2024-01-01', compatibility_flags: ['nodejs_compat'] },
      'has a compatibility date before 2024-09-23',
    ],
  ])('finds that a Worker with %j hashes passwords slowly', async (settings, what) => {
    await app.write('wrangler.json', wrangler(settings))
    const finding = { code: 'missing-flag', subject: 'wrangler.json', what }
    expect(await findings()).toEqual({ code: 1, findings: [expect.objectContaining(finding)] })
  })

  it('finds the flags of each environment that has its own', async () => {
    const flags = ['nodejs_compat']
    await app.write(
      'wrangler.json',
      wrangler({
        compatibility_date: '2026-04-01',
        compatibility_flags: flags,
        env: {
          staging: { name: 'staging' },
          production: { compatibility_flags: ['no_nodejs_compat_v2'] },
          old: { compatibility_date: '2024-01-01' },
        },
      }),
    )
    const what = [
      ['wrangler.json env.production', 'lacks the compatibility flag nodejs_compat'],
      ['wrangler.json env.old', 'has a compatibility date before 2024-09-23'],
    ].map(([subject, what]) => expect.objectContaining({ code: 'missing-flag', subject, what }))
    expect(await findings()).toEqual({ code: 1, findings: what })
  })

  it('says in one line each what is wrong, why, and how it is cured', async () => {
    await app.write('wrangler.json', wrangler({}))
    const { stdout } = await app.command('check', 'app.db')
    expect(stdout).toBe(
      'fault: wrangler.json lacks the compatibility flag nodejs_compat: passwords are then hashed in JavaScript, at one and a half times the CPU time. Cure: compatibility_flags ["nodejs_compat"] and a compatibility_date from 2024-09-23 on\n',
    )
  })

  it('answers a broken wrangler configuration with one line and exit code 2', async () => {
    await app.write('wrangler.json', '{ "name": }')
    const { code, output } = await app.command('check', 'app.db')
    expect(output).toMatch(/^wrangler.json is broken at line 1: .*\n$/)
    expect(code).toBe(2)
  })
})

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, runWell } from '../../package/run.ts'
import { type App, createApp } from '../app.ts'

const databases = ['healthy', 'faulty', 'live']
const faults = `
  drop table user_key;
  drop index user_session_user_id_index;
  insert into user values ('anna');
  insert into user_session values ('1', 'anna', 1, 1), ('2', 'anna', x'31', 9000000000000);`
let app: App

beforeAll(async () => {
  app = await createApp('wrangler', 'drizzle-kit')
  const d1 = databases.map((name) => ({
    binding: name,
    database_name: name,
    database_id: `00000000-0000-0000-0000-${name.padEnd(12, '0')}`,
  }))
  await app.write(
    'wrangler.json',
    JSON.stringify({
      name: 'app',
      compatibility_date: '2026-04-01',
      compatibility_flags: ['nodejs_compat'],
      d1_databases: d1.slice(0, 2),
      env: { production: { d1_databases: d1.slice(2) } },
    }),
  )
  const { stdout } = await app.command('sql', '--dialect', 'sqlite')
  await app.write('tables.sql', stdout)
  await app.write('faulty.sql', `${stdout}${faults}`)
  await execute('healthy', '--file', 'tables.sql')
  await execute('faulty', '--file', 'faulty.sql')
})

afterAll(() => app.remove())

const execute = (name: string, ...args: string[]) =>
  runWell(
    app.folder,
    'node',
    join(root, 'node_modules/wrangler/bin/wrangler.js'),
    ...['d1', 'execute', name, '--local', ...args],
  )

async function check(name: string) {
  const { code, stdout } = await app.command('check', '--d1', name, '--local', '--json')
  const { findings } = JSON.parse(stdout) as { findings: { code: string; subject: string }[] }
  return { code, found: findings.map((finding) => `${finding.code} ${finding.subject}`) }
}

describe('check on D1', () => {
  it('finds nothing wrong with what sql printed for wrangler', async () => {
    expect(await check('healthy')).toEqual({ code: 0, found: [] })
  })

  it('reads the database of an environment', async () => {
    const flags = ['--local', '--env', 'production']
    await execute('live', ...flags.slice(1), '--file', 'tables.sql')
    const { code, output } = await app.command('check', '--d1', 'live', ...flags)
    expect(output).toBe('Nothing is wrong.\n')
    expect(code).toBe(0)
  })

  it('finds what is wrong with tables and rows', async () => {
    expect(await check('faulty')).toEqual({
      code: 1,
      found: [
        'missing-table user_key',
        'missing-index user_session.user_id',
        'misstored-expiries user_session.active_expires',
        'expired-sessions user_session',
      ],
    })
  })

  it('passes on what wrangler has to say, in one line', async () => {
    const { code, output } = await app.command('check', '--d1', 'absent', '--local')
    expect(output).toMatch(
      /^wrangler: Couldn't find a D1 DB with the name or binding 'absent'.*\n$/,
    )
    expect(code).toBe(2)
  })
})

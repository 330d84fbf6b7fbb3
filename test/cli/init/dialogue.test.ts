import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../package/run.ts'
import { type App, type Workplace, workplace } from './app.ts'
import { keys, Terminal } from './terminal.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

/** A Worker whose driver init cannot know. */
async function openApp(): Promise<App> {
  const app = await place.app('hono-hyperdrive')
  await app.replace('package.json', '"pg": "^8.23.1"', '"pg": "^8.23.1", "postgres": "^3.4.9"')
  return app
}

const questions = [
  'Which driver is Lucia to use?',
  'What do people sign in with?',
  'Write these 4 files?',
]

describe('in a terminal, init', () => {
  test('asks only what it did not find, and writes after a yes', async () => {
    const app = await openApp()
    const terminal = new Terminal(app)
    await terminal.answer('Which driver', keys.down, keys.enter)
    await terminal.answer('sign in with', keys.down, keys.enter)
    await terminal.answer('Write these', keys.enter)
    await terminal.answer('Run pnpm add lucia-setup', keys.right, keys.enter)
    expect(await terminal.ended).toBe(0)
    const { shown } = terminal
    for (const path of ['src/schema.ts', 'drizzle.config.ts', 'src/auth.ts', 'wrangler.toml']) {
      expect(shown).toContain(`+++ b/${path}`)
    }
    expect(shown).toContain('pnpm add lucia-setup lucia@2 drizzle-orm')
    expect(await app.read('src/auth.ts')).toContain("from 'lucia-setup/postgres-js'")
    expect(await app.read('src/schema.ts')).toContain('username')
  })

  test('asks nothing but for the yes, to writing and to installing, when flags say all', async () => {
    const app = await openApp()
    const terminal = new Terminal(app, '--driver', 'pg', '--sign-in', 'email')
    await terminal.answer('Write these', keys.enter)
    await terminal.answer('Run pnpm add', keys.right, keys.enter)
    expect(await terminal.ended).toBe(0)
    for (const question of questions.slice(0, 2)) expect(terminal.shown).not.toContain(question)
  })

  test('writes nothing after a no', async () => {
    const app = await openApp()
    const before = await app.files()
    const terminal = new Terminal(app, '--driver', 'pg', '--sign-in', 'email')
    await terminal.answer('Write these', keys.right, keys.enter)
    await terminal.ended
    expect(terminal.shown).toContain('nothing was written')
    expect(await app.files()).toEqual(before)
  })

  test.each(questions)('writes nothing after ctrl-C at "%s"', async (last) => {
    const app = await openApp()
    const before = await app.files()
    const terminal = new Terminal(app)
    for (const question of questions.slice(0, questions.indexOf(last))) {
      await terminal.answer(question, keys.enter)
    }
    await terminal.answer(last, keys.ctrlC)
    expect(await terminal.ended).toBe(130)
    expect(terminal.shown).toContain('Cancelled: nothing was written.')
    expect(await app.files()).toEqual(before)
  })

  test('writes nothing when a file has changed since it was shown', async () => {
    const app = await openApp()
    const terminal = new Terminal(app, '--driver', 'pg', '--sign-in', 'email')
    await terminal.answer('Write these')
    await app.replace('wrangler.toml', '# Made', '# It was made')
    const before = await app.files()
    await terminal.answer('Write these', keys.enter)
    await terminal.answer('Run pnpm add', keys.right, keys.enter)
    expect(await terminal.ended).toBe(2)
    expect(terminal.shown).toContain(
      'wrangler.toml has changed since it was shown: nothing was written',
    )
    expect(await app.files()).toEqual(before)
  })
})

/** Presses ctrl-C, as it were, after each step of writing. */
const interruptions = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
for (const name of ['mkdirSync', 'writeFileSync', 'renameSync']) {
  const step = fs[name]
  fs[name] = (...given) => {
    const result = step(...given)
    process.kill(process.pid, 'SIGINT')
    return result
  }
}
syncBuiltinESMExports()
`

describe('interrupted at any time, init', () => {
  test('writes all, once it has begun to write', async () => {
    const app = await place.app('own-schema')
    const preload = `data:text/javascript,${encodeURIComponent(interruptions)}`
    const args = ['--import', preload, app.cli, 'init', '--yes']
    const { code, output } = await run(app.folder, process.execPath, ...args)
    expect(code, output).toBe(0)
    const done = await place.app('own-schema')
    await done.init('--yes')
    expect(await app.files()).toEqual(await done.files())
  })

  test('has written all or nothing', async () => {
    const done = await place.app('own-schema')
    await done.init('--yes')
    const after = await done.files()
    for (let wait = 0; wait < 400; wait += 40) {
      const app = await place.app('own-schema')
      const before = await app.files()
      const child = spawn(process.execPath, [app.cli, 'init', '--yes'], { cwd: app.folder })
      const exit = once(child, 'exit')
      await pause(wait)
      child.kill('SIGINT')
      await exit
      expect([before, after]).toContainEqual(await app.files())
    }
  })
})

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { Served } from '../apps/serve.ts'
import { ownFolder } from '../own-folder.ts'
import { runTool } from '../package/run.ts'
import { createDatabase } from '../servers/database.ts'
import { freePort } from '../servers/listening.ts'
import { follow, inJavaScript, type Place, type Step, stepsOf, textOf } from './follow.ts'

vi.setConfig({ testTimeout: 300_000 })

const temporary = await ownFolder()
const { tarball } = inject('packed')
let server: Served | undefined

afterEach(() => server?.stop())

async function placeOf(name: string, environment = {}): Promise<Place> {
  const folder = join(temporary, name)
  await mkdir(folder)
  return { folder, tarball, environment, port: await freePort() }
}

/** What is the same in both languages is done once: packages. */
const afterInstalling = (steps: Step[]) =>
  steps.filter((step) => !('commands' in step && step.commands[0]?.startsWith('npm init')))

describe('the README, word by word', () => {
  let place: Place
  let steps: Step[]

  beforeAll(async () => {
    place = await placeOf('worker')
    steps = stepsOf(await textOf('README.md', 'Start'))
  })

  it('gives a Worker with accounts, which compiles', async () => {
    server = await follow(place, steps)
    const config = {
      compilerOptions: {
        strict: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2022'],
        noEmit: true,
        skipLibCheck: true,
        types: [],
      },
      include: ['src', 'worker-configuration.d.ts'],
    }
    await writeFile(join(place.folder, 'tsconfig.json'), JSON.stringify(config))
    const { code, output } = await runTool(place.folder, 'tsc-7', '-p', '.')
    expect(code, output).toBe(0)
  })

  it('gives one in JavaScript', async () => {
    const javascript = await inJavaScript(afterInstalling(steps))
    for (const name of ['.wrangler', 'src', 'migrations']) {
      await rm(join(place.folder, name), { recursive: true })
    }
    place.port = await freePort()
    server = await follow(place, javascript)
  })
})

describe('the page on Node with PostgreSQL, word by word', () => {
  it('gives a server with accounts, in TypeScript and in JavaScript', async () => {
    const { url, drop } = await createDatabase(inject('postgresUrl'))
    const place = await placeOf('node', { DATABASE_URL: url })
    const steps = atPort(stepsOf(await textOf('docs/start.md')), place.port)
    server = await follow(place, steps)
    await server?.stop()

    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query(
      'drop schema public cascade; drop schema drizzle cascade; create schema public',
    )
    await client.end()
    await rm(join(place.folder, 'migrations'), { recursive: true })
    const again = afterInstalling(steps).map((step) =>
      'commands' in step
        ? { commands: step.commands.map((line) => line.replace('npx tsx', 'node')) }
        : step,
    )
    place.port = await freePort()
    server = await follow(place, await inJavaScript(atPort(again, place.port)))
    await server?.stop()
    await drop()
  })
})

/** The app's own port, so that several can be tried at once. */
function atPort(steps: Step[], port: number): Step[] {
  return steps.map((step) =>
    'path' in step ? { ...step, text: step.text.replace(/port: \d+/, `port: ${port}`) } : step,
  )
}

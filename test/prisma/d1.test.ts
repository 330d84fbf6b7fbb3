import { fileURLToPath } from 'node:url'
import { afterAll, expect, inject, it } from 'vitest'
import { casesInWorkerd } from '../workerd/conformance-in-workerd.ts'
import { startWorker } from '../workerd/start-worker.ts'
import { generate, installed } from './generate.ts'

await generate('d1-tables', 'sqlite', ['models.prisma', 'more-models.prisma'])
await generate('d1-workerd', 'sqlite', ['models.prisma'], {
  ...installed,
  generator: 'runtime = "workerd"\n  compilerBuild = "small"',
})
await generate('d1-modes', 'sqlite', ['modes.prisma'])

const configuration = fileURLToPath(new URL('wrangler.json', import.meta.url))
const worker = await startWorker(
  { configuration, entry: 'worker-d1.ts' },
  { d1Databases: ['DB'], bindings: { TABLES: inject('sqliteTables') } },
)
afterAll(() => worker.dispose())

const { origin } = await worker.ready

it('refuses a client for Node in a Worker, and says what to import', async () => {
  const refusals = await (await fetch(`${origin}/refusals`)).json()
  const refusal = expect.stringMatching(
    /^SetupError: The Prisma client is one for Node.* @prisma\/client\/edge/,
  )
  expect(refusals).toEqual([refusal, refusal])
})

it('serves a client of prisma-client for workerd through the entry that imports none', async () => {
  const visit = await (await fetch(`${origin}/visit`)).json()
  expect(visit).toMatchObject({ afterwards: 'AUTH_INVALID_SESSION_ID' })
})

await casesInWorkerd(origin)

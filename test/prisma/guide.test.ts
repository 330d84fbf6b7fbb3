import { cp, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import type { Auth } from 'lucia'
import { expect, it, vi } from 'vitest'
import { areInterchangeable } from '../docs/interchangeable.ts'
import { runTool } from '../package/run.ts'
import { documentedTables } from './documented.ts'
import { generate } from './generate.ts'

const fixtures = fileURLToPath(new URL('../package/fixtures/prisma', import.meta.url))

const [{ client }] = await Promise.all([
  generate('guide', 'sqlite', ['models.prisma']),
  generate('guide-lucia', 'sqlite', ['documented.prisma']),
  generate('guide-scalars', 'postgresql', ['scalars.prisma']),
])
const folder = dirname(dirname(client))
const ofLucia = join(folder, '../guide-lucia')
const isOfGuide = (path: string) => !path.endsWith('/lucia')
await cp(fixtures, folder, { recursive: true, filter: isOfGuide })
await cp(join(fixtures, 'lucia'), ofLucia, { recursive: true })

it('has the types of the generated client and of the schema, in the code of the guide', async () => {
  const example = await readFile(new URL('../../examples/hono-d1/tsconfig.json', import.meta.url))
  const { compilerOptions } = JSON.parse(String(example))
  const ofNode = { ...compilerOptions, types: ['node'] }
  const include = ['*.ts', '../guide-lucia/*.ts', '../guide-lucia/before/*.ts']
  const project = { compilerOptions: ofNode, include }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project))
  expect((await runTool(folder, 'tsc-7', '-p', folder)).stdout).toBe('')
})

it('finds what plain Lucia has written on the same client, and the other way round', async () => {
  const file = join(ofLucia, `app-${Date.now()}.db`)
  const database = new Database(file)
  for (const statement of documentedTables) database.exec(statement)
  database.close()
  vi.stubEnv('DATABASE_URL', `file:${file}`)
  const modules = ['before/auth.ts', 'auth.ts', 'client.ts'].map(
    (name) => import(join(ofLucia, name)),
  )
  const [before, after, { client }] = await Promise.all(modules)
  const attributes = { username: 'Ada' }
  await areInterchangeable(before.auth as Auth, after.auth as Auth, attributes)
  await client.$disconnect()
})

import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import { postgresEngine } from '../drivers/engine.ts'
import { ownFolder } from '../own-folder.ts'
import { install } from '../package/consumer.ts'
import { alsoCases } from './also-cases.ts'
import type { ClientModule } from './clients.ts'
import { generate } from './generate.ts'
import { withoutSchema } from './without-schema.ts'

const folder = await ownFolder()
const app = join(folder, 'app')
await install(app, 'prisma@5.22.0', '@prisma/client@5.22.0', '@prisma/adapter-pg@5.22.0')
const requireOf = createRequire(join(app, 'app.js'))
const { PrismaPg } = requireOf('@prisma/adapter-pg')
const { Pool } = requireOf('pg')

const installation = {
  folder: app,
  generator: 'previewFeatures = ["driverAdapters"]',
  source: 'url = "postgresql://"',
  isOld: true,
}

/** The client whose engine is WebAssembly, which its own loader finds on Workers alone. */
async function load(name: string, models: string[]): Promise<ClientModule> {
  const target = dirname((await generate(name, 'postgresql', models, installation)).clientJs)
  const manifest = JSON.parse(await readFile(join(target, 'package.json'), 'utf8'))
  manifest.imports['#wasm-engine-loader'] = './node-loader.mjs'
  await writeFile(join(target, 'package.json'), JSON.stringify(manifest))
  await writeFile(
    join(target, 'node-loader.mjs'),
    `import { readFileSync } from 'node:fs'
const bytes = readFileSync(new URL('query_engine_bg.wasm', import.meta.url))
export default Promise.resolve({ default: new WebAssembly.Module(bytes) })`,
  )
  return requireOf(join(target, 'wasm.js'))
}

const [tables, modes] = await Promise.all([
  load('tables', ['models.prisma', 'more-models.prisma']),
  load('modes', ['modes.prisma']),
])

const engine = withoutSchema(
  postgresEngine('Prisma 5 on PostgreSQL', createAuth, (connectionString, names) => {
    const pool = new Pool({ connectionString })
    const { PrismaClient } = names.includes('modes') ? modes : tables
    const client = new PrismaClient({ adapter: new PrismaPg(pool) })
    return {
      handle: client,
      async close() {
        await client.$disconnect()
        await pool.end()
      },
    }
  }),
)

conformance(engine)
alsoCases(engine)

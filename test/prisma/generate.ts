import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runWith, stdoutOf } from '../package/run.ts'

export type Provider = 'sqlite' | 'postgresql' | 'mysql'

/** The clients that both of Prisma's generators have made of the same models. */
export interface Generated {
  /** The module of `prisma-client`. */
  client: string
  /** The module of `prisma-client-js`, and its entry for Workers. */
  clientJs: string
  clientJsEdge: string
}

const folder = fileURLToPath(new URL('.', import.meta.url))

/** What each provider has for the types that the models leave open. */
const openTypes: Record<Provider, Record<string, string>> = {
  sqlite: { Milliseconds: 'BigInt', Large: 'Bytes' },
  postgresql: { Milliseconds: 'DateTime', Large: 'BigInt' },
  mysql: { Milliseconds: 'DateTime', Large: 'BigInt' },
}

/** An installation of Prisma, and what its schemas have to say. */
export interface Installation {
  /** The folder whose packages are used, and where clients go. */
  folder: string
  /** Lines for the generators. */
  generator?: string
  /** Lines for the data source. */
  source?: string
  /** Whether it has the generator `prisma-client-js` alone, as Prisma 5. */
  isOld?: boolean
}

/** The one of this project. */
export const installed: Installation = { folder: join(folder, 'generated') }

/** Generates clients of models in this folder. It needs no engine, and so no download of one. */
export async function generate(
  name: string,
  provider: Provider,
  models: readonly string[],
  installation = installed,
): Promise<Generated> {
  const target = join(installation.folder, name)
  await rm(target, { recursive: true, force: true })
  const texts = await Promise.all(models.map((file) => readFile(join(folder, file), 'utf8')))
  const schema = [header(provider, installation), ...texts].join('\n')
  const made = await madeOnce(withTypes(schema, openTypes[provider]), installation)
  await cp(made, target, { recursive: true })
  return {
    client: join(target, 'client/client.ts'),
    clientJs: join(target, 'client-js/index.js'),
    clientJsEdge: join(target, 'client-js/edge.js'),
  }
}

/** The folder with the clients of a schema. To make them takes seconds, and many tests have the same models. */
async function madeOnce(schema: string, installation: Installation): Promise<string> {
  const program = createRequire(join(installation.folder, 'x')).resolve('prisma/build/index.js')
  const { version } = JSON.parse(await readFile(join(program, '../../package.json'), 'utf8'))
  const hash = createHash('sha256').update(`${version}\n${schema}`).digest('hex').slice(0, 16)
  const target = join(installation.folder, `made-${hash}`)
  if (existsSync(target)) return target
  await mkdir(installation.folder, { recursive: true })
  const unfinished = await mkdtemp(`${target}-`)
  await writeFile(join(unfinished, 'schema.prisma'), schema)
  await runPrisma(program, join(unfinished, 'schema.prisma'))
  // Renamed when it is whole, since another process may look for it, or have made it meanwhile.
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true }))
  return target
}

/** Runs `prisma generate` of an installation. */
export async function runPrisma(program: string, schema: string): Promise<void> {
  const environment = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
  const args = [program, 'generate', '--schema', schema]
  stdoutOf(await runWith(environment, folder, process.execPath, ...args), ...args)
}

function header(
  provider: Provider,
  { generator = '', source = '', isOld = false }: Installation,
): string {
  const newGenerator = `generator client {
  provider = "prisma-client"
  output   = "./client"
  ${generator}
}
`
  return `${isOld ? '' : newGenerator}generator clientJs {
  provider = "prisma-client-js"
  output   = "./client-js"
  ${generator}
}
datasource db {
  provider = "${provider}"
  ${source}
}
`
}

function withTypes(schema: string, types: Record<string, string>): string {
  return Object.entries(types).reduce(
    (text, [name, type]) => text.replaceAll(` ${name}`, ` ${type}`),
    schema,
  )
}

import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { PrismaProject } from '../project/prisma.ts'
import { variableValue } from './variables.ts'

/** What Prisma takes in a URL, and no driver does. */
const ofPrisma = [
  'schema',
  'connection_limit',
  'pool_timeout',
  'socket_timeout',
  'pgbouncer',
  'statement_cache_size',
  'sslaccept',
]

/** The URL that Prisma connects to, by its schema or configuration. */
export async function prismaUrl(
  prisma: PrismaProject,
  variable: string | undefined,
): Promise<string | undefined> {
  const literal = variable === undefined ? prisma.url : undefined
  const url = literal ?? (await variableValue(variable ?? prisma.variable ?? 'DATABASE_URL'))
  const [, path] = /^file:(?!\/)([^?]*)/.exec(url ?? '') ?? []
  if (path === undefined) return url
  // Up to Prisma 6 it is meant from the folder of the schema.
  const beside = resolve(dirname(prisma.files[0]?.path ?? ''), path)
  const found = await stat(beside).catch(() => undefined)
  return `file:${found?.isFile() ? beside : path}`
}

/** A URL as drivers take it, and the schema of PostgreSQL that it names. */
export function withoutPrismas(url: string): [url: string, schema?: string | undefined] {
  if (!/^\w+:\/\//.test(url) || !url.includes('?')) return [url]
  const parsed = new URL(url)
  const schema = parsed.searchParams.get('schema') ?? undefined
  for (const name of ofPrisma) parsed.searchParams.delete(name)
  return [parsed.href, schema]
}

import type { Column } from 'drizzle-orm'
import type { SchemaParts, SelectedField } from '../schema/dialects.ts'
import type { PrismaClient, PrismaRecord } from './client.ts'
import { fromPrisma } from './values.ts'

interface Query {
  sql: string
  params: unknown[]
}

/**
 * A Drizzle client of a dialect that sends its statements through `$queryRawUnsafe()`. Unlike that of
 * Drizzle's extension for Prisma, it gives rows by the properties of the schema, with their values.
 */
export function prismaDatabase($client: PrismaClient, parts: SchemaParts): object {
  const { Dialect, Session, client } = parts
  const dialect = new Dialect()
  const session = Object.assign(new Session(dialect), {
    prepareQuery: (query: Query, fields: SelectedField[] | undefined) =>
      prepare($client, parts, query, fields),
    transaction() {
      throw new Error('Drizzle has no transactions over Prisma: use prisma.$transaction()')
    },
  })
  return Object.assign(client(dialect, session), { $client })
}

/** A query as all dialects of Drizzle run it. */
function prepare(
  client: PrismaClient,
  { isColumn, fillPlaceholders, rowOf }: SchemaParts,
  query: Query,
  fields: SelectedField[] | undefined,
) {
  const decoded = fields?.map(({ path, field }) => ({
    path,
    field: isColumn(field) ? decodable(field) : field,
  }))
  async function run(values: PrismaRecord = {}): Promise<PrismaRecord[]> {
    const params = fillPlaceholders(query.params, values)
    const records = await client.$queryRawUnsafe(query.sql, ...params)
    if (!decoded) return records
    const joins = prepared.joinsNotNullableMap
    return records.map((record) => rowOf(decoded, valuesOf(record, decoded), joins))
  }
  const prepared = {
    /** Set by Drizzle: the joined tables that must have a row. */
    joinsNotNullableMap: undefined,
    getQuery: () => query,
    isResponseInArrayMode: () => false,
    mapResult: (records: unknown) => records,
    setToken: () => prepared,
    execute: run,
    all: run,
    run,
    get: async (values?: PrismaRecord) => (await run(values))[0],
    values: async (values?: PrismaRecord) => (await run(values)).map((row) => Object.values(row)),
  }
  return prepared
}

/** A column that reads what Prisma gives for its values in place of what a driver does. */
function decodable(field: Column): object {
  const mapped = { name: field.name, type: '', column: field }
  return Object.create(field, {
    mapFromDriverValue: { value: (value: unknown) => fromPrisma(mapped, value) },
  })
}

/** The values of a record in the order of the fields: Prisma has them by name alone. */
function valuesOf(record: PrismaRecord, fields: SelectedField[]): unknown[] {
  const values = Object.values(record)
  if (values.length === fields.length) return values
  throw new Error(
    'Prisma gives one value for selected columns that share a name: select them one by one, or as sql with .as(name)',
  )
}

import type { Column } from 'drizzle-orm'
import type { SchemaParts, SelectedField } from '../schema/dialects.ts'
import type { PrismaClient, PrismaRecord } from './client.ts'
import { rowOf } from './row.ts'
import { fromPrisma } from './values.ts'

interface Query {
  sql: string
  params: unknown[]
}

/** Makes what a query gives of the values of its rows. */
type Mapper = (rows: unknown[][], joins?: Readonly<Record<string, boolean>>) => unknown

/** What is used of a dialect of Drizzle: from 1.0 on it makes mappers, before it prepares a query. */
interface Dialect {
  sqlToQuery(statement: unknown): Query
  mapperGenerators?: { rows(fields: SelectedField[], joins: unknown): Mapper }
}

/**
 * A Drizzle client of a dialect that sends its statements through `$queryRawUnsafe()`. Unlike that of
 * Drizzle's extension for Prisma, which Drizzle 1.0 no longer has, it gives rows by the properties of
 * the schema, with their values.
 */
export function prismaDatabase($client: PrismaClient, parts: SchemaParts): object {
  const dialect = new parts.Dialect() as Dialect
  const { mapperGenerators: generators } = dialect
  if (generators) {
    dialect.mapperGenerators = {
      ...generators,
      rows: (fields, joins) => checked(fields, generators.rows(decodable(fields, parts), joins)),
    }
  }
  const prepareQuery = (query: Query, ...made: unknown[]) =>
    prepare($client, parts, query, mapperOf(made, parts))
  const session = Object.assign(new parts.Session(dialect), {
    prepareQuery,
    /** Of `db.$count()` before 1.0; Prisma counts in bigints. */
    async count(statement: unknown) {
      const [row] = await prepareQuery(dialect.sqlToQuery(statement)).values()
      return Number(row?.[0])
    },
    transaction() {
      throw new Error('Drizzle has no transactions over Prisma: use prisma.$transaction()')
    },
  })
  return Object.assign(parts.client(dialect, session), { $client })
}

/** Drizzle hands over the fields that are selected; from 1.0 on a mapper, or the shape of raw rows. */
function mapperOf([fields, ...made]: unknown[], parts: SchemaParts): Mapper | undefined {
  if (Array.isArray(fields)) {
    const decoded = decodable(fields, parts)
    return checked(fields, (rows, joins) => rows.map((row) => rowOf(decoded, row, joins)))
  }
  const mapper = made.find((value): value is Mapper => typeof value === 'function')
  return mapper ?? (fields === 'arrays' ? (rows) => rows : undefined)
}

/** A query as all dialects of Drizzle run it. */
function prepare(
  client: PrismaClient,
  { fillPlaceholders }: SchemaParts,
  query: Query,
  mapper: Mapper | undefined,
) {
  const records = (values: PrismaRecord = {}) =>
    client.$queryRawUnsafe(query.sql, ...fillPlaceholders(query.params, values))
  const arrays = async (values?: PrismaRecord) => (await records(values)).map(Object.values)
  async function run(values?: PrismaRecord) {
    return mapper
      ? mapper(await arrays(values), prepared.joinsNotNullableMap)
      : await records(values)
  }
  const prepared = {
    /** Set by Drizzle before 1.0: the joined tables that must have a row. */
    joinsNotNullableMap: undefined,
    getQuery: () => query,
    isResponseInArrayMode: () => false,
    mapResult: (mapped: unknown) => mapped,
    setToken: () => prepared,
    execute: run,
    all: run,
    run,
    get: async (values?: PrismaRecord) => ((await run(values)) as unknown[])[0],
    values: arrays,
  }
  return prepared
}

/** Fields whose columns read what Prisma gives for their values in place of what a driver does. */
function decodable(fields: SelectedField[], { isColumn }: SchemaParts): SelectedField[] {
  return fields.map((selected) => {
    const { field } = selected
    return isColumn(field) ? { ...selected, field: readBy(field) } : selected
  })
}

function readBy(field: Column): object {
  const mapped = { name: field.name, type: '', column: field }
  return Object.create(field, {
    mapFromDriverValue: { value: (value: unknown) => fromPrisma(mapped, value) },
  })
}

/** A mapper of rows that have the values of all fields: Prisma has them by name alone. */
function checked(fields: SelectedField[], mapper: Mapper): Mapper {
  return (rows, joins) => {
    if (rows.every(({ length }) => length === fields.length)) return mapper(rows, joins)
    throw new Error(
      'Prisma gives one value for selected columns that share a name: select them one by one, or as sql with .as(name)',
    )
  }
}

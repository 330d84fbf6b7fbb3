import { it } from 'vitest'
import type { Setup } from '../../src/internal/create-auth.ts'
import type { AuthOptions } from '../../src/internal/options.ts'
import type { schemas } from '../fixtures/sqlite.ts'

/** The schemas that the fixtures of every dialect have, with the same properties. */
export type Schemas = typeof schemas
export type SchemaName = keyof Schemas
export type Row = Record<string, unknown>

/** A database of its own for one test, read and written through the bare driver. */
export interface TestDatabase {
  /** What `createAuth()` is given. */
  handle: never
  rows(table: string): Promise<Row[]>
  insert(table: string, row: Row): Promise<void>
  /** Deletes the rows of a table, or one of them. */
  remove(table: string, id?: string): Promise<void>
  /** Makes the database refuse to delete from a table, as a fault in the middle would. */
  refuseDeletes(table: string): Promise<void>
  close(): Promise<void>
}

/** One driver on its real engine. */
export interface Engine {
  name: string
  schemas: Schemas
  createAuth: CreateAuth
  /** Whether another adapter than the built-in one does the work, which these tables do not need. */
  isOfficial?: boolean
  /** What does not hold here, by the name of its test, and why: an upstream defect by its number. */
  differences?: Readonly<Record<string, string>>
  /** Opens a database with the tables of some schemas; without foreign keys where it is asked so. */
  open(names: readonly SchemaName[], options?: { foreignKeys: boolean }): Promise<TestDatabase>
}

/** Any entry's `createAuth()`, on the tables of the fixtures. */
export type CreateAuth = <
  Schema extends Schemas[SchemaName],
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
>(
  handle: never,
  options: AuthOptions<Schema, Record<never, never>, UserAttributes, SessionAttributes>,
) => Setup<unknown, Schema, UserAttributes, SessionAttributes, never[]>

/** A test of the suite, which must fail where the engine says so. */
export function holds(engine: Engine, name: string, body: () => Promise<void>): void {
  const reason = engine.differences?.[name]
  if (reason === undefined) it(name, body)
  else it.fails(`${name} (not here: ${reason})`, body)
}

/** Opens a database, hands it over, and closes it whatever happens. */
export async function using(
  { open }: Engine,
  names: readonly SchemaName[],
  body: (database: TestDatabase) => Promise<void>,
  options?: { foreignKeys: boolean },
): Promise<void> {
  const database = await open(names, options)
  try {
    await body(database)
  } finally {
    await database.close()
  }
}

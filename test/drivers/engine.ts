import type { Engine, SchemaName } from '../conformance/engine.ts'
import { engineFrom, type Facts, type Open } from '../conformance/engine-from.ts'
import { schemas as mysqlSchemas } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { mysqlDatabase, postgresDatabase } from './database.ts'
import type { Handle } from './driver.ts'
import { tablesOf } from './tables.ts'

/** An engine of the suite, by how to open a database that has the tables of some statements. */
export function engineOn(facts: Facts, open: Open): Engine {
  const known = facts.schemas as Record<SchemaName, object>
  return engineFrom(facts, (name) => tablesOf(facts.dialect, known[name]), open)
}

/** A kind of handle as an engine of the suite. */
export function engineOf(handle: Handle): Engine {
  return engineOn(handle, (statements) => handle.open(statements, 5))
}

/** Opens what a test gives to `createAuth()`, on the database of an address. */
type Connect = (url: string, names: readonly SchemaName[]) => Given | Promise<Given>

interface Given {
  handle: object
  close(): Promise<unknown>
}

/** An engine on PostgreSQL, for what is no driver's handle. */
export function postgresEngine(name: string, createAuth: unknown, connect: Connect): Engine {
  const facts = { name, createAuth, schemas: postgresSchemas, dialect: 'postgres' as const }
  return engineOn(facts, onServer(postgresDatabase, connect))
}

/** The same on MySQL or MariaDB. */
export function mysqlEngine(
  name: string,
  createAuth: unknown,
  connect: Connect,
  schemas: object = mysqlSchemas,
): Engine {
  const facts = { name, createAuth, schemas, dialect: 'mysql' as const }
  return engineOn(facts, onServer(mysqlDatabase, connect))
}

function onServer(make: typeof postgresDatabase, connect: Connect): Open {
  return async (statements, names) => {
    const database = await make(statements)
    const { handle, close } = await connect(database.url, names)
    return { ...database, handle, close: () => close().then(database.drop, database.drop) }
  }
}

import type { CreateAuth, Engine, SchemaName, Schemas } from './engine.ts'
import { type Bare, type Dialect, ownAccess, withoutForeignKeys } from './sql.ts'

/** What an engine is besides how it opens a database. */
export interface Facts {
  name: string
  createAuth: unknown
  schemas: object
  dialect: Dialect
}

/** Opens a database that has the tables of some statements, which are those of some fixtures. */
export type Open = (statements: string[], names: readonly SchemaName[]) => Promise<Opened>

interface Opened extends Bare {
  handle: unknown
  close(): unknown
}

/** An engine of the suite, by the statements that make the tables of each fixture. */
export function engineFrom(
  { name, createAuth, schemas, dialect }: Facts,
  tablesOf: (name: SchemaName) => string[] | Promise<string[]>,
  open: Open,
): Engine {
  return {
    name,
    schemas: schemas as Schemas,
    createAuth: createAuth as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const made = (await Promise.all(names.map(tablesOf))).flat()
      const opened = await open(foreignKeys ? made : withoutForeignKeys(made), names)
      return {
        handle: opened.handle as never,
        ...ownAccess(dialect, opened),
        close: async () => void (await opened.close()),
      }
    },
  }
}

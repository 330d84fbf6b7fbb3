import type { TestProject } from 'vitest/node'
import * as ddl from './ddl.ts'
import * as postgres from './fixtures/postgres.ts'
import * as sqlite from './fixtures/sqlite.ts'
import { sqliteValuesSchema } from './values/sqlite-dialect.ts'

type Names = keyof typeof sqlite.schemas
type Statements = Record<Names, string[]>

declare module 'vitest' {
  interface ProvidedContext {
    /** The statements that make each fixture's tables, for tests where drizzle-kit cannot run. */
    sqliteTables: Statements
    postgresTables: Statements
    /** The same for the tables with every column of SQLite's. */
    sqliteValuesTables: string[]
  }
}

export async function setup(project: TestProject): Promise<void> {
  project.provide('sqliteTables', await all(ddl.sqliteTables, sqlite.schemas))
  project.provide('postgresTables', await all(ddl.postgresTables, postgres.schemas))
  project.provide('sqliteValuesTables', await ddl.sqliteTables(sqliteValuesSchema))
}

async function all(
  statementsOf: (schema: object) => Promise<string[]>,
  { lucia, quoted, renamed, modes, tokens }: Record<Names, object>,
): Promise<Statements> {
  return {
    lucia: await statementsOf(lucia),
    quoted: await statementsOf(quoted),
    renamed: await statementsOf(renamed),
    modes: await statementsOf(modes),
    tokens: await statementsOf(tokens),
  }
}

import type { TestProject } from 'vitest/node'
import { sqliteTables } from './ddl.ts'
import { schemas } from './fixtures/sqlite.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The statements that make each fixture's tables, for tests where drizzle-kit cannot run. */
    sqliteTables: Record<keyof typeof schemas, string[]>
  }
}

export async function setup(project: TestProject): Promise<void> {
  const { lucia, quoted, renamed, modes } = schemas
  project.provide('sqliteTables', {
    lucia: await sqliteTables(lucia),
    quoted: await sqliteTables(quoted),
    renamed: await sqliteTables(renamed),
    modes: await sqliteTables(modes),
  })
}

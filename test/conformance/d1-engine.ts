import type { D1Database } from '@cloudflare/workers-types'
import { schemas } from '../fixtures/sqlite.ts'
import type { Engine, Row, SchemaName } from './engine.ts'
import { engineFrom } from './engine-from.ts'

/** The statements that make the tables of each fixture, where drizzle-kit cannot run. */
export type Tables = Record<SchemaName, string[]>

/** D1 inside workerd, whose tables the tests read and write through the bare binding. */
export function d1Engine(
  binding: D1Database,
  tables: Tables,
  name: string,
  createAuth: unknown,
  open: (names: readonly SchemaName[]) => unknown,
): Engine {
  const facts = { name, createAuth, schemas, dialect: 'sqlite' as const }
  const run = async (statement: string) => void (await binding.prepare(statement).run())
  const rows = async (statement: string) => (await binding.prepare(statement).all<Row>()).results
  const tablesOf = (schema: SchemaName) => tables[schema]
  return engineFrom(facts, tablesOf, async (statements, names) => {
    await dropTables(binding)
    for (const statement of statements) await run(statement)
    return { handle: open(names), run, rows, close() {} }
  })
}

/** Empties the database: its tables refer to one another, so those without references go last. */
async function dropTables(binding: D1Database): Promise<void> {
  const { results } = await binding
    .prepare(
      `select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'
       order by sql like '%REFERENCES%' desc`,
    )
    .all<{ name: string }>()
  if (results.length === 0) return
  await binding.batch(results.map(({ name }) => binding.prepare(`drop table "${name}"`)))
}

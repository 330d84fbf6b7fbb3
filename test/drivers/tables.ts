import { mysqlTables, postgresTables, sqliteTables } from '../ddl.ts'

export type Dialect = 'sqlite' | 'postgres' | 'mysql'
export type Row = Record<string, unknown>

const make = { sqlite: sqliteTables, postgres: postgresTables, mysql: mysqlTables }
const made = new WeakMap<object, Promise<string[]>>()

/** The statements that make the tables of a schema, or those that are given. */
export async function tablesOf(dialect: Dialect, tables: object | string[]): Promise<string[]> {
  if (Array.isArray(tables)) return tables
  const statements = made.get(tables) ?? make[dialect](tables)
  made.set(tables, statements)
  return await statements
}

/** One row with the numbers of rows of each table. */
export function countSql(tables: string[], mark = '"'): string {
  const counts = tables.map(
    (table, index) => `(select count(*) from ${mark}${table}${mark}) as count_${index}`,
  )
  return `select ${counts.join(', ')}`
}

/** The numbers of rows of each table, by a function that reads. */
export function counting(rows: (statement: string) => Promise<Row[]>, mark?: string) {
  return async (...tables: string[]): Promise<number[]> => {
    const [row = {}] = await rows(countSql(tables, mark))
    return Object.values(row).map(Number)
  }
}

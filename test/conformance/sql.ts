import type { Row } from './engine.ts'

/** Literal SQL for the tests' own reads and writes, with the dialect's quotation mark. */
export function literalSql(mark: string) {
  const name = (identifier: string) => `${mark}${identifier}${mark}`
  const value = (given: unknown) =>
    typeof given === 'string' ? `'${given.replaceAll("'", "''")}'` : String(given)
  return {
    select: (table: string) => `select * from ${name(table)}`,
    remove: (table: string, id?: string) =>
      `delete from ${name(table)}${id === undefined ? '' : ` where id = ${value(id)}`}`,
    insert(table: string, row: Row) {
      const columns = Object.keys(row).map(name)
      const values = Object.values(row).map(value)
      return `insert into ${name(table)} (${columns.join(', ')}) values (${values.join(', ')})`
    },
  }
}

/** A table's statement for an engine that lets nobody switch foreign keys off. */
export function withoutForeignKeys(statement: string): string {
  return statement.replace(/,\s*FOREIGN KEY [^\n]*/g, '')
}

/** A trigger that lets SQLite refuse to delete from a table. */
export function refuseSqliteDeletes(table: string): string {
  return `create trigger refuse before delete on "${table}" begin select raise(abort, 'refused'); end`
}

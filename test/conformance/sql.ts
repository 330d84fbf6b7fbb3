import type { Row, TestDatabase } from './engine.ts'

export type Dialect = 'sqlite' | 'postgres' | 'mysql'

/** The bare driver on a database: what a test reads and writes by itself. */
export interface Bare {
  run(statement: string): Promise<unknown>
  rows(statement: string): Promise<Row[]>
}

/** The tests' own reads and writes, as literal SQL of the dialect. */
export function ownAccess(
  dialect: Dialect,
  { run, rows }: Bare,
): Pick<TestDatabase, 'rows' | 'insert' | 'remove' | 'refuseDeletes'> {
  const mark = dialect === 'mysql' ? '`' : '"'
  const name = (identifier: string) => `${mark}${identifier}${mark}`
  return {
    rows: (table) => rows(`select * from ${name(table)}`),
    async insert(table, row) {
      const columns = Object.keys(row).map(name).join(', ')
      const values = Object.values(row).map(literal).join(', ')
      await run(`insert into ${name(table)} (${columns}) values (${values})`)
    },
    async remove(table, id) {
      const condition = id === undefined ? '' : ` where id = ${literal(id)}`
      await run(`delete from ${name(table)}${condition}`)
    },
    async refuseDeletes(table) {
      for (const statement of refusing[dialect](name(table))) await run(statement)
    },
  }
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

/** What makes a trigger that lets the database refuse to delete from a table. */
const refusing: Record<Dialect, (table: string) => string[]> = {
  sqlite: (table) => [
    `create trigger refuse before delete on ${table} begin select raise(abort, 'refused'); end`,
  ],
  postgres: (table) => [
    "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$",
    `create trigger refuse before delete on ${table} for each row execute function refuse()`,
  ],
  mysql: (table) => [
    `create trigger refuse before delete on ${table} for each row
      signal sqlstate '45000' set message_text = 'refused'`,
  ],
}

/** The statements of tables that do not refer to one another, whatever the engine thinks of them. */
export function withoutForeignKeys(statements: readonly string[]): string[] {
  return statements
    .filter((statement) => !/^alter table.*foreign key/is.test(statement))
    .map((statement) => statement.replace(/,\s*FOREIGN KEY [^\n]*/g, ''))
}

import { is, SQL, sql, type Table } from 'drizzle-orm'
import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

// In place of test/ddl.ts where the tables are those of Drizzle 1.0, which the kit in use cannot read:
// what they declare, as statements.

interface Column {
  name: string
  primary: boolean
  notNull: boolean
  hasDefault: boolean
  default: unknown
  isUnique: boolean
  uniqueName?: string | undefined
  dimensions?: number
  getSQLType(): string
  mapToDriverValue(value: unknown): unknown
}

interface Key {
  name?: string | undefined
  columns: readonly Column[]
}

/** What `getTableConfig()` gives in every dialect, as far as the tests declare it. */
interface Config {
  name: string
  schema?: string | undefined
  columns: Column[]
  primaryKeys: Key[]
  uniqueConstraints: Key[]
  indexes: { config: { name?: string; unique?: boolean; columns: object[]; where?: SQL } }[]
  foreignKeys: {
    onDelete?: string | undefined
    reference(): { columns: Column[]; foreignTable: Table; foreignColumns: Column[] }
  }[]
}

interface Dialect {
  tableClass: typeof sqlite.SQLiteTable | typeof pg.PgTable | typeof mysql.MySqlTable
  configOf(table: never): unknown
  writer: { sqlToQuery(statement: SQL): { sql: string } }
  /** What drizzle-kit 1.0 calls the constraint of a unique column. */
  uniqueName(table: string, column: string): string
}

const written = (dialect: Dialect) => async (schema: object) =>
  statementsOf(
    dialect,
    Object.values(schema).filter((value) => is(value, dialect.tableClass)),
  )

export const sqliteTables = written({
  tableClass: sqlite.SQLiteTable,
  configOf: sqlite.getTableConfig,
  writer: Reflect.construct(sqlite.SQLiteDialect, []),
  uniqueName: (table, column) => `${table}_${column}_unique`,
})
const postgres: Dialect = {
  tableClass: pg.PgTable,
  configOf: pg.getTableConfig,
  writer: new pg.PgDialect(),
  uniqueName: (table, column) => `${table}_${column}_key`,
}
export const postgresTables = async (schema: object) => [
  ...Object.values(schema).filter(pg.isPgEnum).map(enumOf),
  ...(await written(postgres)(schema)),
]
export const mysqlTables = written({
  tableClass: mysql.MySqlTable,
  configOf: mysql.getTableConfig,
  writer: new mysql.MySqlDialect(),
  uniqueName: (_, column) => `${column}_unique`,
})

function enumOf({ enumName, enumValues }: pg.PgEnum<[string, ...string[]]>): string {
  const values = enumValues.map((value) => `'${value.replaceAll("'", "''")}'`)
  return `CREATE TYPE "${enumName}" AS ENUM (${values.join(', ')})`
}

/** SQLite takes foreign keys in the statement of a table alone; the others want both tables first. */
function statementsOf(dialect: Dialect, tables: Table[]): string[] {
  const text = (statement: SQL) => dialect.writer.sqlToQuery(statement.inlineParams()).sql
  const creates: SQL[] = []
  const others: SQL[] = []
  for (const table of tables) {
    const config = dialect.configOf(table as never) as Config
    const keys = foreignKeys(config)
    const isSqlite = dialect.tableClass === sqlite.SQLiteTable
    creates.push(created(dialect, config, table, isSqlite ? keys : []))
    if (!isSqlite) others.push(...keys.map((key) => sql`ALTER TABLE ${table} ADD ${key}`))
    others.push(...config.indexes.map((index) => indexed(index, table)))
  }
  return [...creates, ...others].map(text)
}

function created(dialect: Dialect, config: Config, table: Table, ownForeignKeys: SQL[]): SQL {
  const keys = config.primaryKeys.map(({ columns }) => sql`PRIMARY KEY (${names(columns)})`)
  const uniques = config.uniqueConstraints.map(({ name, columns }) => unique(columns, name))
  const ofColumns = config.columns
    .filter(({ isUnique }) => isUnique)
    .map((column) =>
      unique([column], column.uniqueName ?? dialect.uniqueName(config.name, column.name)),
    )
  const parts = [
    ...config.columns.map(columnOf),
    ...keys,
    ...uniques,
    ...ofColumns,
    ...ownForeignKeys,
  ]
  return sql`CREATE TABLE ${table} (\n${sql.join(parts, sql`,\n`)}\n)`
}

function columnOf(column: Column): SQL {
  const type = column.getSQLType() + '[]'.repeat(column.dimensions ?? 0)
  const parts = [sql`${sql.identifier(column.name)} ${sql.raw(type)}`]
  if (column.primary) parts.push(sql`PRIMARY KEY`)
  if (column.notNull) parts.push(sql`NOT NULL`)
  if (column.default !== undefined) parts.push(sql`DEFAULT ${defaultOf(column)}`)
  return sql.join(parts, sql` `)
}

function defaultOf(column: Column): unknown {
  if (is(column.default, SQL)) return sql`(${column.default})`
  return column.mapToDriverValue(column.default)
}

function unique(columns: readonly Column[], name: string | undefined): SQL {
  const called = name ?? columns.map((column) => column.name).join('_')
  return sql`CONSTRAINT ${sql.identifier(called)} UNIQUE (${names(columns)})`
}

function foreignKeys(config: Config): SQL[] {
  return config.foreignKeys.map(({ onDelete, reference }) => {
    const { columns, foreignTable, foreignColumns } = reference()
    const action = onDelete ? sql.raw(` ON DELETE ${onDelete}`) : sql``
    return sql`FOREIGN KEY (${names(columns)}) REFERENCES ${foreignTable} (${names(foreignColumns)})${action}`
  })
}

function indexed({ config }: Config['indexes'][number], table: Table): SQL {
  const kind = sql.raw(config.unique ? 'UNIQUE INDEX' : 'INDEX')
  const columns = config.columns.map((column) =>
    is(column, SQL) ? sql`(${column})` : names([column as Column]),
  )
  const where = config.where ? sql` WHERE ${config.where}` : sql``
  return sql`CREATE ${kind} ${sql.identifier(config.name ?? '')} ON ${table} (${sql.join(columns, sql`, `)})${where}`
}

function names(columns: readonly Column[]): SQL {
  return sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
}

import { getMySqlColumnBuilders } from 'drizzle-orm/mysql-core/columns/all'
import { getPgColumnBuilders } from 'drizzle-orm/pg-core/columns/all'
import { getSQLiteColumnBuilders } from 'drizzle-orm/sqlite-core/columns/all'
import { expect, it } from 'vitest'
import { mysqlColumns, uniqueColumns } from './mysql-columns.ts'
import { columnsOfExtensions, postgresColumns } from './postgres-columns.ts'
import { sqliteColumns } from './sqlite-columns.ts'

// Drizzle 1.0 lists `decimal`, which is `numeric`.
const dialects: [string, object, object, string[]][] = [
  ['PostgreSQL', getPgColumnBuilders(), postgresColumns, [...columnsOfExtensions, 'decimal']],
  ['MySQL', getMySqlColumnBuilders(), mysqlColumns, uniqueColumns],
  ['SQLite', getSQLiteColumnBuilders(), sqliteColumns, []],
]

it.each(dialects)(
  'every column that Drizzle has for %s is among those whose values are compared',
  (_, builders, columns, others) => {
    const compared = new Set(Object.keys(columns).map((title) => title.split(' ')[0]))
    const names = Object.keys(builders)
    const missing = names.filter((name) => !compared.has(name)).sort()
    expect(missing).toEqual(others.filter((name) => names.includes(name)).sort())
  },
)

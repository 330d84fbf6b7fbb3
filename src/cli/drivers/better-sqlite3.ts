import type BetterSqlite3 from 'better-sqlite3'
import { pathOfFile, readSqlite, readsBy } from './database.ts'
import { type Driver, fileDriver } from './driver.ts'

/** `lucia-setup/better-sqlite3` */
export const betterSqlite3: Driver = {
  ...fileDriver('Database', "Database from 'better-sqlite3'"),
  says: 'SQLite on Node',
  package: 'better-sqlite3',
  types: '@types/better-sqlite3',
  adapter: 'betterSqlite3',
  maker: { module: /^better-sqlite3$/, name: 'default' },
  reads: readsBy<typeof BetterSqlite3>(
    { package: { name: 'better-sqlite3', isTool: true }, protocols: ['file:'] },
    async (Sqlite, url) =>
      readSqlite(new Sqlite(pathOfFile(url), { readonly: true, fileMustExist: true })),
    (Sqlite, path, statements) => {
      new Sqlite(path).exec(statements).close()
    },
  ),
}

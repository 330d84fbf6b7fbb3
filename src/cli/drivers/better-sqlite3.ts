import type BetterSqlite3 from 'better-sqlite3'
import { requireFrom } from '../project/package.ts'
import { pathOfFile, readSqlite } from './database.ts'
import { type Driver, fileCode, fileCredentials } from './driver.ts'

const sqlite = { name: 'better-sqlite3', isTool: true }

/** `lucia-setup/better-sqlite3` */
export const betterSqlite3: Driver = {
  says: 'SQLite on Node',
  dialect: 'sqlite',
  package: 'better-sqlite3',
  types: '@types/better-sqlite3',
  adapter: 'betterSqlite3',
  maker: { module: /^better-sqlite3$/, name: 'default' },
  node: {
    import: "import Database from 'better-sqlite3'",
    name: 'database',
    open: [`const database = new Database(${fileCode})`],
  },
  kit: { lines: [fileCredentials] },
  reads: {
    package: sqlite,
    protocols: ['file:'],
    async connect(url) {
      const Sqlite = requireFrom<typeof BetterSqlite3>(sqlite)
      return readSqlite(new Sqlite(pathOfFile(url), { readonly: true, fileMustExist: true }))
    },
    async make(path, statements) {
      const Sqlite = requireFrom<typeof BetterSqlite3>(sqlite)
      new Sqlite(path).exec(statements).close()
    },
  },
}

import type BetterSqlite3 from 'better-sqlite3'
import { pathOfFile, readSqlite } from '../check/database.ts'
import { requireFrom } from '../project/package.ts'
import type { Driver } from './driver.ts'

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
    open: ["const database = new Database(process.env.DATABASE_FILE ?? 'app.db')"],
  },
  kit: { lines: ["  dbCredentials: { url: process.env.DATABASE_FILE ?? 'app.db' },"] },
  reads: {
    package: sqlite,
    protocols: ['file:'],
    async connect(url) {
      const Sqlite = requireFrom<typeof BetterSqlite3>(sqlite)
      return readSqlite(new Sqlite(pathOfFile(url), { readonly: true, fileMustExist: true }))
    },
  },
}

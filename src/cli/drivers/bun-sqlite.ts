import { requireFrom } from '../project/package.ts'
import { pathOfFile, readSqlite } from './database.ts'
import { type Driver, fileCode, fileCredentials } from './driver.ts'

// The runtime has it: `bunx --bun lucia-setup check`.
const sqlite = { name: 'bun:sqlite' }

interface BunSqlite {
  Database: new (path: string, options: { readonly: true }) => Parameters<typeof readSqlite>[0]
}

/** `lucia-setup/bun-sqlite` */
export const bunSqlite: Driver = {
  says: 'SQLite on Bun, bun:sqlite',
  dialect: 'sqlite',
  types: '@types/bun',
  values: { bytes: 'Uint8Array' },
  maker: { module: /^bun:sqlite$/, name: 'Database' },
  node: {
    import: "import { Database } from 'bun:sqlite'",
    name: 'database',
    open: [`const database = new Database(${fileCode})`],
  },
  kit: { lines: [fileCredentials] },
  reads: {
    package: sqlite,
    protocols: ['file:'],
    connect: async (url) => {
      const { Database } = requireFrom<BunSqlite>(sqlite)
      return readSqlite(new Database(pathOfFile(url), { readonly: true }))
    },
  },
}

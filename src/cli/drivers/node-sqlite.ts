import { requireFrom } from '../project/package.ts'
import { pathOfFile, readSqlite } from './database.ts'
import { type Driver, fileCode, fileCredentials } from './driver.ts'

// The runtime has it, from Node 22.13 on.
const sqlite = { name: 'node:sqlite' }

interface NodeSqlite {
  DatabaseSync: new (
    path: string,
    options?: { readOnly: true },
  ) => Parameters<typeof readSqlite>[0] & { exec(statements: string): void }
}

/** `lucia-setup/node-sqlite` */
export const nodeSqlite: Driver = {
  says: 'SQLite of Node itself, node:sqlite',
  dialect: 'sqlite',
  drizzle: '1.0.0-rc.5',
  values: { bytes: 'Uint8Array' },
  maker: { module: /^node:sqlite$/, name: 'DatabaseSync' },
  node: {
    import: "import { DatabaseSync } from 'node:sqlite'",
    name: 'database',
    open: [`const database = new DatabaseSync(${fileCode})`],
  },
  kit: { lines: [fileCredentials] },
  reads: {
    package: sqlite,
    protocols: ['file:'],
    connect: async (url) => {
      const { DatabaseSync } = requireFrom<NodeSqlite>(sqlite)
      return readSqlite(new DatabaseSync(pathOfFile(url), { readOnly: true }))
    },
    make: async (path, statements) => {
      const { DatabaseSync } = requireFrom<NodeSqlite>(sqlite)
      const database = new DatabaseSync(path)
      database.exec(statements)
      database.close()
    },
  },
}

import { pathOfFile, readSqlite, readsBy } from './database.ts'
import { type Driver, fileDriver } from './driver.ts'

interface NodeSqlite {
  DatabaseSync: new (
    path: string,
    options?: { readOnly: true },
  ) => Parameters<typeof readSqlite>[0] & { exec(statements: string): void }
}

/** `lucia-setup/node-sqlite` */
export const nodeSqlite: Driver = {
  ...fileDriver('DatabaseSync', "{ DatabaseSync } from 'node:sqlite'"),
  says: 'SQLite of Node itself, node:sqlite',
  drizzle: '1.0.0-rc.5',
  values: { bytes: 'Uint8Array' },
  maker: { module: /^node:sqlite$/, name: 'DatabaseSync' },
  // The runtime has it, from Node 22.13 on.
  reads: readsBy<NodeSqlite>(
    { package: { name: 'node:sqlite' }, protocols: ['file:'] },
    async ({ DatabaseSync }, url) =>
      readSqlite(new DatabaseSync(pathOfFile(url), { readOnly: true })),
    ({ DatabaseSync }, path, statements) => {
      const database = new DatabaseSync(path)
      database.exec(statements)
      database.close()
    },
  ),
}

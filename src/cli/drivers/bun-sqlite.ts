import { pathOfFile, readSqlite, readsBy } from './database.ts'
import { type Driver, fileDriver } from './driver.ts'

interface BunSqlite {
  Database: new (path: string, options: { readonly: true }) => Parameters<typeof readSqlite>[0]
}

/** `lucia-setup/bun-sqlite` */
export const bunSqlite: Driver = {
  ...fileDriver('Database', "{ Database } from 'bun:sqlite'"),
  says: 'SQLite on Bun, bun:sqlite',
  types: '@types/bun',
  values: { bytes: 'Uint8Array' },
  maker: { module: /^bun:sqlite$/, name: 'Database' },
  // The runtime has it: `bunx --bun lucia-setup check`.
  reads: readsBy<BunSqlite>(
    { package: { name: 'bun:sqlite' }, protocols: ['file:'] },
    async ({ Database }, url) => readSqlite(new Database(pathOfFile(url), { readonly: true })),
  ),
}

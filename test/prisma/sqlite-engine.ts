import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { createAuth } from '../../src/prisma.ts'
import type { Engine } from '../conformance/engine.ts'
import { engineOn } from '../drivers/engine.ts'
import { openSqliteFile } from '../drivers/sqlite-file.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { clientsOf } from './clients.ts'
import { installed } from './generate.ts'

/** Prisma on databases of SQLite, with clients that are generated into a folder. */
export async function sqliteEngine(
  generator: 'prisma-client' | 'prisma-client-js',
  folder = installed.folder,
): Promise<Engine> {
  const clientFor = await clientsOf('sqlite', generator, { ...installed, folder })
  const facts = {
    name: `Prisma on SQLite, a client of ${generator}`,
    createAuth,
    schemas,
    dialect: 'sqlite' as const,
  }
  return engineOn(facts, async (statements, names) => {
    const { file, close, ...own } = await openSqliteFile([
      'pragma foreign_keys = off',
      ...statements,
    ])
    const client = clientFor(names, new PrismaBetterSqlite3({ url: `file:${file}` }))
    return { ...own, handle: client, close: () => client.$disconnect().then(close) }
  })
}

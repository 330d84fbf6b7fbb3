import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import Database from 'better-sqlite3'
import { createAuth } from '../../src/prisma.ts'
import type { Engine, Row } from '../conformance/engine.ts'
import { engineOn } from '../drivers/engine.ts'
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
    const directory = mkdtempSync(join(tmpdir(), 'prisma-'))
    const file = join(directory, 'test.db')
    const database = new Database(file)
    database.pragma('foreign_keys = off')
    for (const statement of statements) database.exec(statement)
    const client = clientFor(names, new PrismaBetterSqlite3({ url: `file:${file}` }))
    return {
      handle: client,
      run: async (statement) => database.exec(statement),
      rows: async (statement) => database.prepare<[], Row>(statement).all(),
      async close() {
        await client.$disconnect()
        database.close()
        rmSync(directory, { recursive: true })
      },
    }
  })
}

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { requireFrom } from '../project/package.ts'
import { type Database, type Row, readOnly } from './database.ts'
import type { Driver } from './driver.ts'

/** `lucia-setup/pglite` */
export const pglite: Driver = {
  says: 'PGlite, PostgreSQL in the process',
  dialect: 'postgres',
  package: '@electric-sql/pglite',
  values: { times: 'local' },
  maker: { module: /^@electric-sql\/pglite$/, name: 'PGlite' },
  node: {
    import: "import { PGlite } from '@electric-sql/pglite'",
    name: 'database',
    open: ["const database = new PGlite(process.env.DATABASE_FOLDER ?? './data')"],
  },
  kit: {
    lines: [
      "  driver: 'pglite',",
      "  dbCredentials: { url: process.env.DATABASE_FOLDER ?? './data' },",
    ],
  },
  reads: { package: { name: '@electric-sql/pglite' }, protocols: ['folder:'], connect },
}

/** A copy of the folder: to open one is to write to it, and the app may have it open. */
async function connect(folder: string): Promise<Database> {
  const { PGlite: Pglite } = requireFrom<{ PGlite: typeof PGlite }>({
    name: '@electric-sql/pglite',
  })
  const copy = await mkdtemp(join(tmpdir(), 'lucia-setup-'))
  await cp(folder, copy, { recursive: true })
  const database = new Pglite(copy)
  return readOnly(
    async (statement) => (await database.query<Row>(statement)).rows,
    async () => {
      await database.close()
      await rm(copy, { recursive: true })
    },
  )
}

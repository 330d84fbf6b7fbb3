import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Row, readOnly, readsBy } from './database.ts'
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
  reads: readsBy<typeof import('@electric-sql/pglite')>(
    { package: { name: '@electric-sql/pglite' }, protocols: ['folder:'] },
    async ({ PGlite }, folder) => {
      // A copy: to open a folder is to write to it, and the app may have it open.
      const copy = await mkdtemp(join(tmpdir(), 'lucia-setup-'))
      await cp(folder, copy, { recursive: true })
      const database = new PGlite(copy)
      return readOnly(
        async (statement) => (await database.query<Row>(statement)).rows,
        async () => {
          await database.close()
          await rm(copy, { recursive: true })
        },
      )
    },
  ),
}

import type { DriverElsewhere } from './driver.ts'
import { sqliteFile } from './sqlite-file.ts'

export const driver: DriverElsewhere<'bun-sqlite'> = {
  name: 'bun-sqlite',
  dialect: 'sqlite',
  serve: sqliteFile,
  app: {
    drizzle: 'bun-sqlite',
    imports: ['bun:sqlite'],
    packages: ['@types/bun'],
    types: ['bun'],
    handleImport: "import type { Database } from 'bun:sqlite'",
    handle: 'Database',
  },
}

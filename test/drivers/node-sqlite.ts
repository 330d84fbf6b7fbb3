import type { DriverElsewhere } from './driver.ts'
import { sqliteFile } from './sqlite-file.ts'

export const driver: DriverElsewhere<'node-sqlite'> = {
  name: 'node-sqlite',
  dialect: 'sqlite',
  serve: sqliteFile,
  app: {
    drizzle: 'node-sqlite',
    imports: ['node:sqlite'],
    packages: ['@types/node'],
    types: ['node'],
    handleImport: "import type { DatabaseSync } from 'node:sqlite'",
    handle: 'DatabaseSync',
  },
}

import { getTableColumns, type Table } from 'drizzle-orm'
import { luciaNames, parts } from '../../internal/schema/names.ts'
import type { Address } from '../database/address.ts'
import type { AuthModels } from '../project/prisma-models.ts'
import { dialects } from '../tables/dialects.ts'
import type { WantedTables } from '../tables/given-tables.ts'

/** The tables of the models, for a comparison with a database. */
export function prismaTables(models: AuthModels, address: Address): WantedTables {
  const dialect = dialects()[address.dialect]
  const { user, session, key } = models
  const tableNames = { user: user.name, session: session.name, key: key.name }
  const schema = dialect.createSchema({ tableNames })
  for (const part of parts) {
    const { own, qualifiedName, name } = models[part]
    const table: Table = schema[part]
    for (const [property, column] of Object.entries(getTableColumns(table))) {
      const field = own[luciaNames[part][property] ?? '']
      if (field) Object.assign(column, { name: field.dbName ?? field.name })
    }
    const ofModel = qualifiedName.slice(0, -name.length - 1)
    const place = ofModel || (address.dialect === 'postgres' ? address.schema : undefined)
    if (place) Object.assign(table, { [Symbol.for('drizzle:Schema')]: place })
  }
  return { dialect, authSchema: () => schema }
}

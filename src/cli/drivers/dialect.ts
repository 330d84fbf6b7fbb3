import { defaultNames, namesBesideReserved, type TableNames } from '../../internal/schema/names.ts'

export type DialectName = 'sqlite' | 'postgres' | 'mysql'

/** What code and configurations say of a dialect. */
export interface DialectFacts {
  /** Drizzle's module of it: `drizzle-orm/pg-core`. */
  core: string
  /** drizzle-kit's name of it. */
  kit: string
  /** The names that `createSchema()` gives the tables by itself. */
  tableNames: TableNames
  /** The arguments of a column of text, behind its name. */
  text: readonly [builder: string, configuration?: string]
}

/** The dialect of a name: this package's, or drizzle-kit's. */
export function dialectNamed(name: string): DialectName | undefined {
  const names = Object.keys(dialectFacts) as DialectName[]
  if (name === 'turso') return 'sqlite'
  return names.find((one) => one === name || dialectFacts[one].kit === name)
}

export const dialectFacts: Readonly<Record<DialectName, DialectFacts>> = {
  sqlite: { core: 'sqlite-core', kit: 'sqlite', tableNames: defaultNames, text: ['text'] },
  postgres: { core: 'pg-core', kit: 'postgresql', tableNames: namesBesideReserved, text: ['text'] },
  mysql: {
    core: 'mysql-core',
    kit: 'mysql',
    tableNames: namesBesideReserved,
    text: ['varchar', '{ length: 255 }'],
  },
}

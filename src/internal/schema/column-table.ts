import { getTableName } from 'drizzle-orm'
import type { AuthSchema } from './auth-schema.ts'
import type { AuthTable, AuthTables, Problem, UniqueViolation } from './auth-table.ts'
import { luciaNames } from './names.ts'

/** What `auth` knows of tables whose columns nobody has declared: attributes are what they have. */
export function columnTables(schema: AuthSchema): AuthTables {
  const { user, session, key } = schema
  return { user: of('user', user), session: of('session', session), key: of('key', key) }
}

function of(part: keyof AuthSchema, table: AuthSchema['user']): AuthTable {
  const name = getTableName(table)
  const owned = Object.values(luciaNames[part]).map(folded)
  return {
    name,
    idPath: `${name}.id`,
    idProblem: () => undefined,
    attributeProblem: (attribute) => attributeProblem(attribute, owned),
    leavesOut: () => true,
    toRow: (values) => ({ ...values }),
    columnsOf: (violation) => columnsOf(name, violation),
  }
}

/** Databases ignore the case of a column's name, some of them beyond ASCII. */
function folded(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()
}

function attributeProblem(name: string, owned: string[]): Problem {
  if (owned.includes(folded(name))) return "is Lucia's own column"
  // Names are quoted; a question mark is where some drivers put a value all the same.
  return /^$|["'`[\]\\?\p{Cc}]/u.test(name)
    ? 'must be the name of a column, without quotation marks, brackets, backslashes, question marks and control characters'
    : undefined
}

function columnsOf(table: string, { columns, index }: UniqueViolation): string[] {
  const isPrimaryKey = index === 'PRIMARY' || index === `${table}_pkey`
  return [...(columns ?? (isPrimaryKey ? ['id'] : []))]
}

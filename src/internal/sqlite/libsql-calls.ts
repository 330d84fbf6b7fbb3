import type { OwnCalls } from '../driver.ts'

interface Client {
  execute(statement: Statement): Promise<{ columns: string[]; rows: ArrayLike<unknown>[] }>
  batch(statements: Statement[], mode: 'write'): Promise<unknown>
}

interface Statement {
  sql: string
  args: unknown[]
}

/** The calls of the libSQL client of a Drizzle client. */
export function libsqlCalls(db: object): OwnCalls {
  const { $client: client } = db as { $client: Client }
  return {
    read: ({ sql, params: args }) => client.execute({ sql, args }),
    async write(queries) {
      const [statement, ...others] = queries.map(({ sql, params: args }) => ({ sql, args }))
      if (!statement) return
      await (others[0] ? client.batch([statement, ...others], 'write') : client.execute(statement))
    },
  }
}

import type { OwnCalls, Query } from '../driver.ts'

interface Binding {
  prepare(query: string): { bind(...values: unknown[]): Statement }
  batch(statements: Statement[]): Promise<unknown>
}

interface Statement {
  run(): Promise<unknown>
  raw(options: { columnNames: true }): Promise<unknown[][]>
}

/** The calls of the D1 binding of a Drizzle client. */
export function d1Calls(client: object): OwnCalls {
  const { $client: binding } = client as { $client: Binding }
  const bound = ({ sql, params }: Query) => binding.prepare(sql).bind(...params)
  return {
    async read(query) {
      const [columns = [], ...rows] = await bound(query).raw({ columnNames: true })
      return { columns: columns.map(String), rows }
    },
    async write(queries) {
      const [statement, ...others] = queries.map(bound)
      if (!statement) return
      await (others[0] ? binding.batch([statement, ...others]) : statement.run())
    },
  }
}

import type Database from 'better-sqlite3'

/**
 * A D1 binding over a SQLite of this process, which answers at once: what is left of a request's time
 * is the work of the libraries. It stands for D1 in this benchmark alone.
 */
export function d1Binding(database: Database.Database): never {
  const prepared = new Map<string, Database.Statement>()
  function statement(sql: string): Database.Statement {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const bound = (sql: string, values: unknown[]) => ({
    bind: (...given: unknown[]) => bound(sql, given),
    raw: async () =>
      statement(sql)
        .raw(true)
        .all(...values),
    all: async () => ({
      results: statement(sql)
        .raw(false)
        .all(...values),
    }),
  })
  const calls = () => ({
    prepare: (sql: string) => bound(sql, []),
    batch: (statements: { all(): unknown }[]) => Promise.all(statements.map((each) => each.all())),
  })
  return { ...calls(), withSession: calls } as never
}

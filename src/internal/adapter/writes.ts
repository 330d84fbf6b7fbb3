import type { Table } from 'drizzle-orm'
import type { ClientTraits, DrizzleClient, InsertOf, Inserts, Row, Statement } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { write } from './write.ts'

/** How an adapter writes: again where another write was in the way, and all or nothing. */
export class Writes {
  private inserts?: Inserts | undefined

  constructor(
    protected readonly schema: AuthSchema,
    protected readonly traits: ClientTraits,
  ) {}

  protected insertOf<Made extends Statement>(insert: InsertOf<Made>): Made {
    const { schema, traits } = this
    // With the first of them: a Worker may have an adapter for each request.
    this.inserts ??= traits.keepInserts?.(schema)
    return (
      this.inserts?.statement(insert) ?? insert.write(insert.db, schema[insert.part], insert.row)
    )
  }

  /** Runs a write; resolves to how many rows it has changed. */
  protected changes(statement: () => Statement): Promise<number> {
    return this.write(() => this.traits.affectedRows(statement()))
  }

  /** Runs statements, all or nothing. */
  protected async together(
    build: (tx: DrizzleClient) => [Statement, ...Statement[]],
  ): Promise<void> {
    let tables: Table[] = []
    const built = (tx: DrizzleClient) => {
      const statements = build(tx)
      tables = statements.flatMap(({ config }) => config?.table ?? [])
      return statements
    }
    await this.write(() => this.traits.atomically(built))
    await this.tellCache(tables)
  }

  /** Tells a cache of the app's client what was written past it: several statements are sent as one. */
  protected async tellCache(tables: Table[]): Promise<void> {
    await this.traits.db.session?.cache?.onMutate({ tables })
  }

  protected write<Result>(run: () => PromiseLike<Result>): Promise<Result> {
    return write(this.traits, run)
  }
}

/** The insert of a row of values. */
export function insertRow(db: DrizzleClient, table: Table, row: Row): Statement {
  return db.insert(table).values(row)
}

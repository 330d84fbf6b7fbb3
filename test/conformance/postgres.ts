import { postgresTables } from '../ddl.ts'
import { schemas } from '../fixtures/postgres.ts'
import { emptyPostgres } from '../servers/empty-postgres.ts'
import type { Engine, Row, SchemaName, Schemas } from './engine.ts'
import { literalSql } from './sql.ts'

const sql = literalSql('"')

/** A driver's handle on a database, and how to close it. */
interface Opened {
  handle: object
  close(): Promise<unknown>
}

/** An engine on PostgreSQL: the tests read and write it through a connection of their own. */
export function postgresEngine(
  name: string,
  createAuth: unknown,
  connect: (url: string, names: readonly SchemaName[]) => Opened | Promise<Opened>,
): Engine {
  return {
    name,
    schemas: schemas as unknown as Schemas,
    createAuth: createAuth as Engine['createAuth'],
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const { url, own, release } = await emptyPostgres()
      for (const schema of names) {
        for (const statement of await postgresTables(schemas[schema])) {
          if (foreignKeys || !statement.includes('FOREIGN KEY')) await own.query(statement)
        }
      }
      const { handle, close } = await connect(url, names)
      return {
        handle: handle as never,
        rows: async (table) => (await own.query<Row>(sql.select(table))).rows,
        insert: async (table, row) => void (await own.query(sql.insert(table, row))),
        remove: async (table, id) => void (await own.query(sql.remove(table, id))),
        refuseDeletes: async (table) => void (await own.query(refusePostgresDeletes(table))),
        async close() {
          await close()
          await release()
        },
      }
    },
  }
}

/** A trigger that lets PostgreSQL refuse to delete from a table. */
export function refusePostgresDeletes(table: string): string {
  return `create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'refused'; end $$;
    create trigger refuse before delete on "${table}" for each row execute function refuse()`
}

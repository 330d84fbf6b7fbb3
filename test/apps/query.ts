import { Client } from 'pg'
import type { ServedDatabase } from '../drivers/driver.ts'

/** Asks a database past the library. */
export async function query(
  { environment }: ServedDatabase,
  statement: string,
  ...values: unknown[]
): Promise<unknown[]> {
  const client = new Client({ connectionString: environment.DATABASE_URL })
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}

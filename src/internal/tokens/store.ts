import { and, type Column, eq, gt, lt, type SQL, sql, type Table } from 'drizzle-orm'
import { deleteOldest } from '../adapter/oldest.ts'
import { upsert } from '../adapter/upsert.ts'
import { driverError } from '../adapter/violation.ts'
import { write } from '../adapter/write.ts'
import type { WriteTraits } from '../driver.ts'
import { readableColumns } from '../schema/lucia-table.ts'
import { withoutSecrets } from '../secrets.ts'

/** What a table of one-time secrets holds, and what each column is read as. */
export const ownColumns = {
  id: 'string',
  purpose: 'string',
  userId: 'string',
  expires: 'number',
  attempts: 'number',
} as const

/** A row: the columns of the app's own stand beside these. */
export interface TokenRow extends Record<string, unknown> {
  /** The hash of the secret. */
  id: string
  purpose: string
  userId: string
  expires: number
  /** How many guesses have been looked at, of a code. */
  attempts: number
}

type Columns = Record<string, Column> & Record<keyof typeof ownColumns, Column>

/** Reads and writes one-time secrets: each method is one statement where the dialect can. */
export class TokenStore {
  constructor(
    private readonly table: Table,
    private readonly columns: Columns,
    private readonly traits: WriteTraits,
  ) {}

  /** Writes a row in the place of an earlier one of its purpose and user. */
  async put(row: TokenRow): Promise<void> {
    const { purpose, userId } = this.columns
    const replaced = Object.entries(this.columns).filter(
      ([name]) => name !== 'purpose' && name !== 'userId',
    )
    await this.run([row.id], () =>
      upsert(this.traits.db, this.table, [row], [userId, purpose], (proposed) =>
        Object.fromEntries(replaced.map(([name, column]) => [name, proposed(column)])),
      ),
    )
  }

  /** Deletes a row that is not over, and gives it to one of all who ask at once. */
  async take(id: string, purpose: string): Promise<TokenRow | undefined> {
    const { db } = this.traits
    const wanted = and(eq(this.columns.id, id), eq(this.columns.purpose, purpose), this.isAlive())
    const fields = readableColumns(this.columns)
    const deletion = () => db.delete(this.table).where(wanted)
    return await this.run([id], async () => {
      const { returning } = deletion()
      if (returning) return (await deletion().returning?.<TokenRow>(fields))?.[0]
      const [row] = await db
        .select<TokenRow>(fields)
        .from(this.table)
        .where(wanted as SQL)
      return row && (await this.traits.affectedRows(deletion())) > 0 ? row : undefined
    })
  }

  /** Counts a guess at a code; whether it may be looked at. */
  async countGuess(purpose: string, userId: string, attempts: number): Promise<boolean> {
    const { columns } = this
    const ofUser = and(eq(columns.purpose, purpose), eq(columns.userId, userId))
    const isOpen = and(ofUser, lt(columns.attempts, attempts), this.isAlive())
    const counted = { attempts: sql`${columns.attempts} + 1` }
    const update = () =>
      this.traits.db
        .update(this.table)
        .set(counted)
        .where(isOpen as SQL)
    return (await this.run([], () => this.traits.affectedRows(update()))) > 0
  }

  /** Deletes at most so many rows that are over, the oldest first; resolves to their number. */
  async deleteExpired(limit: number): Promise<number> {
    const aging = { table: this.table, id: this.columns.id, time: this.columns.expires }
    const deletion = () => deleteOldest(this.traits.db, aging, Date.now(), limit)
    return await this.run([], () => this.traits.affectedRows(deletion()))
  }

  private isAlive(): SQL {
    return gt(this.columns.expires, Date.now())
  }

  /** Runs a write, whose error has no secret in it. */
  private async run<Result>(secrets: string[], work: () => PromiseLike<Result>): Promise<Result> {
    try {
      return await write(this.traits, work)
    } catch (error) {
      throw withoutSecrets(driverError(error), secrets)
    }
  }
}

import { type Column, inArray, sql, type Table } from 'drizzle-orm'
import { deleteOldest } from '../adapter/oldest.ts'
import { upsert } from '../adapter/upsert.ts'
import { driverError } from '../adapter/violation.ts'
import { write } from '../adapter/write.ts'
import type { WriteTraits } from '../driver.ts'
import { type AnySetup, ownTable } from '../own-table.ts'
import { readableColumns } from '../schema/lucia-table.ts'
import type { FailureStore } from './guard.ts'
import type { Failures } from './waits.ts'

const ownColumns = { id: 'string', failures: 'number', failedAt: 'number' } as const

/** Failures in the table of a set-up: each method is one statement. */
export class TableStore implements FailureStore {
  private readonly table: Table
  private readonly columns: Record<keyof typeof ownColumns, Column>
  private readonly traits: WriteTraits

  constructor(setup: AnySetup) {
    const { inside, table, columns } = ownTable('createThrottle', setup, 'throttle', ownColumns)
    this.table = table
    this.columns = columns
    this.traits = inside.traits()
  }

  async find(ids: string[]): Promise<Failures[]> {
    const fields = readableColumns(this.columns)
    const select = () => this.traits.db.select<Failures>(fields).from(this.table)
    return await this.run(() => select().where(inArray(this.columns.id, ids)))
  }

  async add(ids: string[], now: number, since: number): Promise<void> {
    const { id, failures, failedAt } = this.columns
    const rows = ids.map((name) => ({ id: name, failures: 1, failedAt: now }))
    const count = sql`case when ${failedAt} < ${since} then 1 else ${failures} + 1 end`
    const set = () => ({ failures: count, failedAt: now })
    await this.run(() => upsert(this.traits.db, this.table, rows, [id], set))
  }

  async remove(ids: string[]): Promise<void> {
    await this.run(() => this.traits.db.delete(this.table).where(inArray(this.columns.id, ids)))
  }

  async deleteBefore(time: number, limit: number): Promise<number> {
    const aging = { table: this.table, id: this.columns.id, time: this.columns.failedAt }
    const deletion = () => deleteOldest(this.traits.db, aging, time, limit)
    return await this.run(() => this.traits.affectedRows(deletion()))
  }

  private async run<Result>(work: () => PromiseLike<Result>): Promise<Result> {
    try {
      return await write(this.traits, work)
    } catch (error) {
      throw driverError(error)
    }
  }
}

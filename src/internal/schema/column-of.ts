import type { ColumnBuilderBase } from 'drizzle-orm'

/**
 * The type of a column, by the class of its builder and what that leaves open. What Drizzle infers is
 * no good in declarations: it consists of names that differ between 0.45 and 1.0.
 */
export type ColumnOf<
  Builder extends abstract new (
    ...args: never[]
  ) => ColumnBuilderBase,
  Name extends string,
  Data,
> = InstanceType<Builder> & { _: { name: Name; data: Data } }

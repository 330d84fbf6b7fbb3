import * as drizzle from 'drizzle-orm'

/** Whether the tests run on Drizzle 1.0. */
export const isDrizzle1 = 'defineRelations' in drizzle

import * as drizzle from 'drizzle-orm'

const { defineRelations } = drizzle as unknown as {
  defineRelations?: (schema: object) => object
}

/** What lets `db.query` know the tables from Drizzle 1.0 on: the schema does not. */
export function relationsOf(schema: object): { relations?: object } {
  return defineRelations ? { relations: defineRelations(schema) } : {}
}

/** A condition of `db.query`, as each version of Drizzle takes it. */
export function conditionOf(condition: drizzle.SQL, inRelations: object): object {
  return defineRelations ? inRelations : condition
}

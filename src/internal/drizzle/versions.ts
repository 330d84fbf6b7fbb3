import type { DrizzleConfig } from 'drizzle-orm'
import type { AuthSchema } from '../schema/auth-schema.ts'

type Drizzle = typeof import('drizzle-orm')

/** The relations that Drizzle 1.0 takes; before it there are none, and a schema holds its own. */
export type KnownRelations = Drizzle extends {
  defineRelations: (...args: never[]) => infer Relations
}
  ? Relations
  : never

/** What a Drizzle client may be told of the tables, in the version that is there. */
type Limit = [KnownRelations] extends [never] ? Record<string, unknown> : KnownRelations

/** What a client knows: the schema, before Drizzle 1.0; from then on the relations that it was given. */
export type Known<Schema, Relations> = unknown extends Schema
  ? Limit
  : Schema extends Limit
    ? Schema
    : [KnownRelations] extends [Relations]
      ? Empty
      : Relations extends Limit
        ? Relations
        : Empty

type Empty = Record<never, never>

/** What every `drizzle()` takes beside its driver. */
export type ClientConfig = DrizzleConfig<Limit> & {
  schema: AuthSchema
  relations?: KnownRelations | undefined
}

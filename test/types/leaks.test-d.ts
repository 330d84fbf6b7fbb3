import { text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

const plain = createAuth(handle)
const full = createAuth(handle, {
  schema: createSchema({
    user: { email: text('email').notNull() },
    session: { country: text('country') },
  }),
  getUserAttributes: ({ email }) => ({ email }),
  getSessionAttributes: ({ country }) => ({ country }),
})

/** Compiles for `never` alone; the error names what was found. */
declare function none<Found extends never>(): Found

type IsAny<Type> = 0 extends 1 & Type ? true : false

/** Whether `any` stands somewhere in a type: in what functions take and return, and in properties. */
type HasAny<Type, Depth extends unknown[] = []> =
  IsAny<Type> extends true
    ? true
    : Depth['length'] extends 6
      ? false
      : Type extends Date | string | number | boolean | null | undefined
        ? false
        : Type extends Promise<infer Value>
          ? HasAny<Value, Depth>
          : Type extends (...args: infer Args) => infer Result
            ? HasAny<Args[number], [...Depth, 1]> | HasAny<Result, [...Depth, 1]>
            : Type extends object
              ? { [Name in keyof Type]: HasAny<Type[Name], [...Depth, 1]> }[keyof Type]
              : false

/** The names of the properties that hold `any`. */
type Leaks<Type> = {
  [Name in keyof Type]-?: true extends HasAny<Type[Name]> ? Name : never
}[keyof Type]

// The helper finds what it is for, so that `never` below means that there is none.
interface Leaky {
  // biome-ignore lint/suspicious/noExplicitAny: it is what the helper looks for
  get: () => Promise<{ user: { attributes: any } }>
  // biome-ignore lint/suspicious/noExplicitAny: it is what the helper looks for
  set: (values: Record<string, any>) => void
  no: (value: { date: Date }) => Promise<string | null>
}
expectTypeOf<Leaks<Leaky>>().toEqualTypeOf<'get' | 'set'>()

none<Leaks<Omit<typeof plain.auth, 'createUser'>>>()
none<Leaks<Omit<typeof full.auth, 'createUser'>>>()
// What `also` is given is Drizzle's client, which holds some.
none<Leaks<Omit<Parameters<typeof full.auth.createUser>[0], 'also'>>>()
none<Leaks<Awaited<ReturnType<typeof full.auth.createUser>>>>()
none<Leaks<ReturnType<typeof full.auth.handleRequest>>>()
none<Leaks<typeof full.tableNames>>()
none<Leaks<typeof full.schema.user.$inferSelect>>()
none<Leaks<typeof full.schema.session.$inferInsert>>()
expectTypeOf<IsAny<typeof full.db>>().toEqualTypeOf<false>()

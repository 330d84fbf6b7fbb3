/** What stands above each mistake: an app's set-up. */
export const prelude = `
import { integer, text } from 'drizzle-orm/sqlite-core'
import { text as pgText } from 'drizzle-orm/pg-core'
import { Hono } from 'hono'
import { clientAttributes } from 'lucia-setup/client'
import { type AuthOptions, createAuth, type D1Binding, type InferUser } from 'lucia-setup/d1'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { hono, requireSession, sessionMiddleware, type SessionVariables } from 'lucia-setup/hono'
import { scrypt } from 'lucia-setup/password'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { createSchema as createPgSchema } from 'lucia-setup/schema/postgres'
declare const DB: D1Binding
declare const error: unknown
declare const request: Request
const schema = createSchema({
  user: {
    email: text('email').notNull().unique(),
    joinedAt: integer('joined_at', { mode: 'timestamp' }).notNull(),
  },
  session: { country: text('country').notNull() },
})
const setup = createAuth(DB, {
  schema,
  getUserAttributes: ({ email }) => ({ email }),
  getSessionAttributes: ({ country }) => ({ country }),
})
const { auth } = setup
const key = { providerId: 'email', providerUserId: 'ada@example.com', password: 'secret' }
const attributes = { email: 'ada@example.com', joinedAt: new Date() }
const app = new Hono<{ Variables: SessionVariables<typeof setup> }>()
`

/** The mistake, and the first two lines of the compiler's message. */
export const mistakes: [code: string, ...lines: string[]][] = [
  ['createAuth()', 'Expected 1-2 arguments, but got 0.'],
  [
    'createAuth(process.env.DB)',
    "Argument of type 'string | undefined' is not assignable to parameter of type 'D1Binding | SqliteAppClient'.",
    "Type 'undefined' is not assignable to type 'D1Binding | SqliteAppClient'.",
  ],
  [
    "createAuth('DB')",
    "Argument of type 'string' is not assignable to parameter of type 'D1Binding | SqliteAppClient'.",
  ],
  [
    'createAuth(DB, { shema: schema })',
    "Object literal may only specify known properties, but 'shema' does not exist in type 'AuthOptions<...>'. Did you mean to write 'schema'?",
  ],
  [
    "createAuth(DB, { env: 'development' })",
    `Type '"development"' is not assignable to type '"DEV" | "PROD" | undefined'.`,
  ],
  [
    'createAuth(DB, { schema: createPgSchema() })',
    "Type '{...}' is not assignable to type 'AuthSchema<...>'.",
    "Types of property 'user' are incompatible.",
  ],
  [
    "createAuth(DB, { tableNames: { users: 'users' } })",
    "Object literal may only specify known properties, but 'users' does not exist in type 'Partial<...>'. Did you mean to write 'user'?",
  ],
  [
    "createAuth(DB, { tableName: { user: 'users' } })",
    "Object literal may only specify known properties, but 'tableName' does not exist in type 'AuthOptions<...>'. Did you mean to write 'tableNames'?",
  ],
  [
    'createAuth(DB, { schema, getUserAttributes: (user) => ({ name: user.name }) })',
    "Property 'name' does not exist on type '{...}'.",
  ],
  [
    "createAuth(DB, { getUserAttributes: async () => ({ email: '' }) })",
    "Type '(...)' is not assignable to type '(...)'.",
    "Type 'Promise<...>' is not assignable to type 'ObjectNotPromise<...>'.",
  ],
  [
    'createAuth(DB, { schema, getUserAttributes: (user) => user.email })',
    "Type '(...)' is not assignable to type '(...)'.",
    "Type 'string' is not assignable to type 'ObjectNotPromise<...>'.",
  ],
  [
    "createAuth(DB, { csrfProtection: { origin: ['https://a.example'] } })",
    "Object literal may only specify known properties, but 'origin' does not exist in type 'CsrfProtection'. Did you mean to write 'origins'?",
  ],
  [
    "createAuth(DB, { csrfProtection: { origins: 'https://a.example' } })",
    "Type 'string' is not assignable to type 'readonly string[]'.",
  ],
  [
    "createAuth(DB, { sessionCookie: { attributes: { sameSite: 'sttrict' } } })",
    `Type '"sttrict"' is not assignable to type '"strict" | "lax" | "none" | undefined'. Did you mean '"strict"'?`,
  ],
  [
    "createAuth(DB, { sessionExpiresIn: { activePeriod: '1d' } })",
    "Type 'string' is not assignable to type 'number'.",
  ],
  [
    'createAuth(DB, { middleware: hono })',
    "Type '(...)' is not assignable to type '(...)'.",
    "Type 'Middleware<...>' is not assignable to type 'MiddlewareRequestContext'.",
  ],
  [
    "createSchema({ users: { email: text('email') } })",
    "Object literal may only specify known properties, but 'users' does not exist in type 'SchemaConfig<...>'. Did you mean to write 'user'?",
  ],
  [
    "createSchema({ user: { email: 'text' } })",
    "Type 'string' is not assignable to type 'SQLiteColumnBuilderBase<...>'.",
  ],
  [
    "createSchema({ user: { email: pgText('email') } })",
    "Type 'PgTextBuilderInitial<...>' is not assignable to type 'SQLiteColumnBuilderBase<...>'.",
    "The types of '_.dialect' are incompatible between these types.",
  ],
  [
    "createSchema({ tablenames: { user: 'users' } })",
    "Object literal may only specify known properties, but 'tablenames' does not exist in type 'SchemaConfig<...>'. Did you mean to write 'tableNames'?",
  ],
  [
    'await auth.createUser({ attributes })',
    "Argument of type '{...}' is not assignable to parameter of type '{...}'.",
    "Property 'key' is missing in type '{...}' but required in type '{...}'.",
  ],
  [
    "await auth.createUser({ key: { providerId: 'email', providerUserId: 'a' }, attributes })",
    "Property 'password' is missing in type '{...}' but required in type 'NewKey'.",
  ],
  [
    "await auth.createUser({ key, attributes: { email: 'a' } })",
    "Property 'joinedAt' is missing in type '{...}' but required in type '{...}'.",
  ],
  [
    "await auth.createUser({ key, attributes: { email: 'a', joinedAt: '2024-01-01' } })",
    "Type 'string' is not assignable to type 'Date'.",
  ],
  [
    "await auth.createUser({ key, attributes: { email: 'a', joined_at: new Date() } })",
    "Object literal may only specify known properties, but 'joined_at' does not exist in type '{...}'. Did you mean to write 'joinedAt'?",
  ],
  [
    "await auth.createSession({ userId: 'a' })",
    "Argument of type '{...}' is not assignable to parameter of type '{...}'.",
    "Property 'attributes' is missing in type '{...}' but required in type '{...}'.",
  ],
  [
    "await auth.createSession('a')",
    "Argument of type 'string' is not assignable to parameter of type '{...}'.",
    "Type 'string' is not assignable to type '{...}'.",
  ],
  [
    "await auth.updateUserAttributes('a', { id: 'b' })",
    "Object literal may only specify known properties, and 'id' does not exist in type 'Partial<...>'.",
  ],
  [
    "await auth.updateUserAttributes('a', { mail: 'b' })",
    "Object literal may only specify known properties, but 'mail' does not exist in type 'Partial<...>'. Did you mean to write 'email'?",
  ],
  ["await auth.useKey('email', 'a')", 'Expected 3-4 arguments, but got 2.'],
  [
    "void (await auth.getUser('a')).joinedAt",
    "Property 'joinedAt' does not exist on type 'User<...>'.",
  ],
  [
    "void (await auth.validateSession('a')).userId",
    "Property 'userId' does not exist on type 'Session<...>'. Did you mean 'user'?",
  ],
  [
    "void (await auth.validateSession('a')).user.id",
    "Property 'id' does not exist on type 'User<...>'.",
  ],
  [
    'auth.handleRequest(request)',
    "Argument of type 'Request' is not assignable to parameter of type 'RequestContext'.",
    "Type 'Request' is missing the following properties from type 'RequestContext': request, setCookie",
  ],
  [
    'void auth.createUser({ key, attributes }).userId',
    "Property 'userId' does not exist on type 'Promise<...>'.",
  ],
  [
    'sessionMiddleware(() => setup, { bindto: true })',
    "Object literal may only specify known properties, but 'bindto' does not exist in type 'SessionOptions'. Did you mean to write 'bindTo'?",
  ],
  [
    'sessionMiddleware(() => auth)',
    "Property 'auth' is missing in type 'Auth<...>' but required in type 'SessionSetup'.",
  ],
  ["app.get('/', (c) => c.text(c.var.session.user.email))", "'c.var.session' is possibly 'null'."],
  [
    "app.get('/', requireSession(), (c) => c.text(c.var.session.email))",
    "Property 'email' does not exist on type '{...}'.",
  ],
  [
    "new Hono().get('/', (c) => c.text(c.var.session.user.email))",
    "Property 'session' does not exist on type 'Readonly<...>'.",
  ],
  [
    "void ({ schema, env: 'dev' } satisfies AuthOptions<typeof schema>)",
    `Type '"dev"' is not assignable to type '"DEV" | "PROD" | undefined'. Did you mean '"DEV"'?`,
  ],
  ['type User = InferUser<string>', "Type 'string' does not satisfy the constraint 'AuthSource'."],
  [
    "isLuciaError(error, 'AUTH_WRONG_PASSWORD')",
    `Argument of type '"AUTH_WRONG_PASSWORD"' is not assignable to parameter of type 'ErrorMessage | undefined'.`,
  ],
  [
    'if (error instanceof UniqueConstraintError) void error.column',
    "Property 'column' does not exist on type 'UniqueConstraintError'. Did you mean 'columns'?",
  ],
  [
    'clientAttributes(request, { trustedProxy: 1 })',
    "Object literal may only specify known properties, but 'trustedProxy' does not exist in type 'ClientOptions'. Did you mean to write 'trustedProxies'?",
  ],
  [
    'scrypt({ costs: 1 })',
    "Object literal may only specify known properties, but 'costs' does not exist in type 'ScryptOptions'. Did you mean to write 'cost'?",
  ],
]

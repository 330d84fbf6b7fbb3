import { DurableObject } from 'cloudflare:workers'
import { migrate } from 'drizzle-orm/durable-sqlite/migrator'
import { type AuthOptions, createAuth } from 'lucia-setup/durable-sqlite'
import type { SessionVariables } from 'lucia-setup/hono'
import migrations from '../migrations/migrations.js'
import { createApp } from './app.ts'
import * as schema from './schema.ts'

/** What wrangler.toml and .dev.vars give the Worker. */
export interface Bindings {
  ACCOUNTS: DurableObjectNamespace<Accounts>
  ENVIRONMENT: 'DEV' | 'PROD'
}

const options = {
  schema,
  getUserAttributes: ({ username }) => ({ username }),
} satisfies AuthOptions<typeof schema>

/** Lucia on the database of one object. */
function setUpAuth(storage: DurableObjectStorage, env: Bindings['ENVIRONMENT']) {
  // Over http, which is what `wrangler dev` speaks, clients drop a cookie that is `Secure`.
  return createAuth(storage, { ...options, env })
}

export type Setup = ReturnType<typeof setUpAuth>

/** What Hono has to know of the object's app. */
export interface Env {
  Variables: SessionVariables<Setup>
}

/** Accounts and their sessions, in a database of their own. */
export class Accounts extends DurableObject<Bindings> {
  readonly #setup = setUpAuth(this.ctx.storage, this.env.ENVIRONMENT)
  readonly #app = createApp(this.#setup)

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    // No request comes in before the tables are there.
    ctx.blockConcurrencyWhile(async () => await migrate(this.#setup.db, migrations))
  }

  override fetch(request: Request) {
    return this.#app.fetch(request)
  }

  deleteExpiredSessions() {
    return this.#setup.auth.deleteExpiredSessions()
  }
}

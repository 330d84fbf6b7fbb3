import { getMigrations } from 'better-auth/db/migration'
import { text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { auth, database } from './auth.ts'

// As the app has them until now.
const schema = createSchema({ user: { email: text('email').notNull() } })
const { db } = createAuth(database, { schema })

await (await getMigrations(auth.options)).runMigrations()
const { adapter } = await auth.$context
const now = new Date()
const times = { createdAt: now, updatedAt: now }

async function add(model: 'user' | 'account' | 'session', row: object): Promise<void> {
  await adapter.create({ model, data: { ...row, ...times }, forceAllowId: true })
}

for (const { id, email } of await db.select().from(schema.user)) {
  await add('user', { id, name: email, email: email.toLowerCase(), emailVerified: false })
}

for (const { id, userId, hashedPassword } of await db.select().from(schema.key)) {
  const [providerId, ...rest] = id.split(':')
  if (hashedPassword === null) {
    await add('account', { userId, providerId, accountId: rest.join(':') })
  } else {
    const password = hashedPassword.replace(/^s2:/, '')
    await add('account', { userId, providerId: 'credential', accountId: userId, password })
  }
}

for (const { id, userId, idleExpires } of await db.select().from(schema.session)) {
  const expiresAt = new Date(idleExpires)
  if (expiresAt > now) await add('session', { userId, token: id, expiresAt })
}

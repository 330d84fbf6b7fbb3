import { text } from 'drizzle-orm/sqlite-core'
import { createSchema } from '../../src/schema/sqlite.ts'

/** The tables that Prisma makes of `documented.prisma`. */
export const documentedTables = [
  `CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "username" TEXT NOT NULL
  )`,
  `CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "active_expires" BIGINT NOT NULL,
    "idle_expires" BIGINT NOT NULL,
    "country" TEXT,
    CONSTRAINT "Session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
  )`,
  `CREATE TABLE "Key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hashed_password" TEXT,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "Key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
  )`,
  'CREATE UNIQUE INDEX "User_id_key" ON "User" ("id")',
  'CREATE UNIQUE INDEX "Session_id_key" ON "Session" ("id")',
  'CREATE UNIQUE INDEX "Key_id_key" ON "Key" ("id")',
]

/** The schema that an app writes for them. */
export const documented = createSchema({
  tableNames: { user: 'User', session: 'Session', key: 'Key' },
  user: { username: text('username').notNull() },
  session: { country: text('country') },
})

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { mysqlDatabase, postgresDatabase } from '../../drivers/database.ts'
import { type App, createApp } from '../app.ts'

const open: { remove(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.remove()
})

/** The models of Lucia's documentation, without the index on the end of sessions. */
const models = (session = '', key = '') => `
model User {
  id       String    @id @unique
  sessions Session[]
  keys     Key[]
}

model Session { // of a user
  id             String @id @unique
  user_id        String
  active_expires BigInt
  idle_expires   BigInt
  user           User   @relation(references: [id], fields: [user_id], onDelete: Cascade)

  @@index([user_id])
  ${session}
}

model Key {
  id              String  @id @unique
  hashed_password String?
  user_id         String
  user            User    @relation(references: [id], fields: [user_id], onDelete: Cascade)

  ${key || '@@index([user_id])'}
}
`

const reference = 'references "User" ("id") on delete cascade on update cascade'
/** The tables that Prisma makes of them. */
const tables = (text = 'text') => [
  `create table "User" ("id" ${text} not null primary key)`,
  `create table "Session" ("id" ${text} not null primary key, "user_id" ${text} not null ${reference},
    "active_expires" bigint not null, "idle_expires" bigint not null)`,
  `create table "Key" ("id" ${text} not null primary key, "user_id" ${text} not null ${reference},
    "hashed_password" ${text})`,
  'create index "Session_user_id_idx" on "Session" ("user_id")',
  'create index "Key_user_id_idx" on "Key" ("user_id")',
]
const lastIndex = 'create index "Session_idle_expires_idx" on "Session" ("idle_expires")'
const wholeSession = '@@index([idle_expires])'

const source = (provider: string, url = '') => `datasource db {
  provider = "${provider}"
  ${url}
}
`

/** A project with Prisma, and what `check` says in it. */
async function project(files: Record<string, string>, ...packages: string[]) {
  const app: App = await createApp(...packages)
  open.push(app)
  const versions = packages.map((name) => [name, '*'])
  const dependencies = { '@prisma/client': '*', ...Object.fromEntries(versions) }
  await app.write('package.json', JSON.stringify({ type: 'module', dependencies }))
  for (const [name, text] of Object.entries(files)) await app.write(name, text)
  const check = async (...args: string[]) => {
    const { code, output } = await app.command('check', ...args)
    return { code, lines: output.trim().split('\n') }
  }
  return { ...app, check }
}

const nothing = { code: 0, lines: ['Nothing is wrong.'] }

function sqliteFile(path: string, statements: string[]): void {
  const database = new Database(path)
  for (const statement of statements) database.exec(statement)
  database.close()
}

describe('in a project with Prisma, check', () => {
  it('reads the models and the address of the schema, and has the lines that they lack', async () => {
    const url = 'url = env("DATABASE_FILE")'
    const schema = source('sqlite', url)
    const files = {
      'prisma/schema.prisma': schema + models(),
      '.env': 'DATABASE_FILE="file:./dev.db"\n',
    }
    const { folder, write, check } = await project(files, 'better-sqlite3')
    const file = join(folder, 'prisma/dev.db')
    sqliteFile(file, tables())
    expect(await check()).toEqual({
      code: 1,
      lines: [
        'fault: Session.idle_expires has no index: deleteExpiredSessions() reads the whole table. Cure: @@index([idle_expires]) in model Session of prisma/schema.prisma, then npx prisma migrate dev',
      ],
    })
    // The line alone is not in the database yet.
    await write('prisma/schema.prisma', schema + models(wholeSession))
    const { lines } = await check()
    expect(lines).toEqual([expect.stringMatching(/idle_expires .* Cure: npx prisma migrate dev$/)])
    sqliteFile(file, [lastIndex])
    expect(await check()).toEqual(nothing)
    expect(await check(`file:${file}`)).toEqual(nothing)
    sqliteFile(file, ['drop table "Key"'])
    expect((await check()).lines).toEqual([
      expect.stringMatching(/^fault: Key is missing: .* Cure: npx prisma migrate dev$/),
    ])
  })

  it('finds the models by the names that the code gives, the columns and the schema as they are mapped', async () => {
    const { url, run, drop } = await postgresDatabase([])
    open.push({ remove: drop })
    await run(`create schema "my auth";
      create table "my auth".members ("_id" text primary key);
      create table "my auth".visits ("id" text primary key,
        "userId" text not null references "my auth".members ("_id") on delete cascade,
        "activeExpires" bigint not null, "idleExpires" bigint not null);
      create table "my auth".secrets ("id" text primary key,
        "userId" text not null references "my auth".members ("_id") on delete cascade,
        hashed_password text);
      create index on "my auth".visits ("userId");
      create index on "my auth".secrets ("userId")`)
    const files = {
      'prisma.config.ts': `import { defineConfig, env } from 'prisma/config'
export default defineConfig({
  schema: 'db/models',
  datasource: { url: env('PG_URL') },
})
`,
      '.env': `PG_URL=${url}?connection_limit=2&schema=my%20auth\n`,
      'db/models/base.prisma': source('postgresql'),
      'db/models/auth.prisma': `
model Member {
  id     String @id @map("_id")
  visits Visit[]
  @@map("members")
}
model Visit {
  id             String @id
  user_id        String @map("userId")
  active_expires BigInt @map("activeExpires")
  idle_expires   BigInt @map("idleExpires")
  member         Member @relation(fields: [user_id], references: [id], onDelete: Cascade)
  @@index([user_id])
  @@map("visits")
}
model Secret {
  id              String  @id
  user_id         String  @map("userId")
  hashed_password String?
  @@map("secrets")
}
`,
      'src/auth.ts': `import { createAuth } from 'lucia-setup/prisma'
import { prisma } from './prisma'
const models = { user: 'member', session: 'visit', key: 'secret' } as const
const options = { models }
export const { auth } = createAuth(prisma, options)
`,
    }
    const { check } = await project(files, 'pg')
    expect((await check()).lines).toEqual([
      expect.stringMatching(
        /^fault: visits\.idleExpires has no index: .* Cure: @@index\(\[idle_expires\]\) in model Visit of db\/models\/auth\.prisma, then/,
      ),
    ])
    await run('create index on "my auth".visits ("idleExpires")')
    expect(await check()).toEqual(nothing)
    await run('alter table "my auth".visits alter "activeExpires" type int')
    expect((await check()).lines).toEqual([
      expect.stringMatching(
        / Cure: active_expires BigInt in model Visit of db\/models\/auth\.prisma/,
      ),
    ])
  })

  it("reads MySQL by the driver of Prisma's adapter, and needs no mysql2", async () => {
    const statements = [...tables('varchar(191)'), lastIndex].map((one) => one.replaceAll('"', '`'))
    const { url, drop } = await mysqlDatabase(statements)
    open.push({ remove: drop })
    const files = { 'schema.prisma': source('mysql', `url = "${url}"`) + models(wholeSession) }
    const { check } = await project(files, 'mariadb')
    expect((await check()).lines).toEqual([
      expect.stringMatching(
        /^fault: Key\.id takes upper .* Cure: in the file of npx prisma migrate dev --create-only: ALTER TABLE/,
      ),
    ])
  })

  it('says what the models lack where nothing of the project reads the database', async () => {
    const files = {
      'prisma/schema.prisma': source('mysql', 'url = env("NOT_SET")') + models('', '@@index([id])'),
    }
    const { check } = await project(files)
    const rest = 'then npx prisma migrate dev'
    const expected = [
      `@@index([idle_expires]) in model Session of prisma/schema.prisma, ${rest}`,
      `@@index([user_id]) in model Key of prisma/schema.prisma, ${rest}`,
    ].map((cure) => expect.stringContaining(`. Cure: ${cure}`))
    for (const args of [[], ['mysql://user:word@127.0.0.1:1/app']]) {
      const { code, lines } = await check(...args)
      expect(code).toBe(1)
      expect(lines).toEqual([
        ...expected,
        expect.stringMatching(
          /^note: prisma\/schema\.prisma alone was read: .*prisma migrate status/,
        ),
      ])
      expect(lines.join()).not.toContain('mysql2')
    }
  })

  it('says which model is missing, or does not do', async () => {
    const files = {
      'schema.prisma': source('sqlite', 'url = "file:dev.db"') + models(wholeSession),
      'auth.js': `import { prisma } from '@lucia-auth/adapter-prisma'
prisma(client, { user: 'user', session: 'login', key: 'key' })
`,
    }
    const { write, check } = await project(files, 'better-sqlite3')
    expect(await check()).toEqual({
      code: 2,
      lines: [
        'schema.prisma has no model for "login": it has user, session, key. Name yours in createAuth(prisma, { models })',
      ],
    })
    const text = source('sqlite', 'url = "file:dev.db"') + models(wholeSession)
    await write('schema.prisma', text.replace('idle_expires   BigInt', 'idle_expires Int'))
    await write('auth.js', '')
    expect((await check()).lines).toEqual([
      expect.stringMatching(/^schema\.prisma: .*Session must have the field idle_expires BigInt/),
    ])
  })

  it('leaves an app alone whose auth has other tables than those of its models', async () => {
    const other = `${source('sqlite', 'url = "file:dev.db"')}model Post {\n  id String @id\n}\n`
    const { check } = await project({ 'schema.prisma': other }, 'better-sqlite3')
    expect((await check()).lines).toEqual([expect.stringMatching(/^Say which database: a URL/)])
  })
})

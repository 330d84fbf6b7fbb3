import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, type Workplace, workplace } from './app.ts'

let place: Workplace
beforeAll(async () => {
  place = await workplace()
})
afterAll(() => place?.remove())

const dependencies = {
  lucia: '^2.7.7',
  '@lucia-auth/adapter-prisma': '^3.0.2',
  '@prisma/client': '5.10.2',
  prisma: '5.10.2',
}

const schema = `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model AuthUser {
  id       String  @id
  username String  @unique
  sessions Login[]
  secrets  Secret[]
}

model Login {
  id             String   @id
  user_id        String
  active_expires BigInt
  idle_expires   BigInt
  user           AuthUser @relation(fields: [user_id], references: [id], onDelete: Cascade)

  @@index([user_id])
}

model Secret {
  id              String   @id
  hashed_password String?
  user_id         String
  user            AuthUser @relation(fields: [user_id], references: [id], onDelete: Cascade)
}
`

const old = JSON.stringify({ name: '@prisma/client', version: '5.10.2' })

async function appWith(code: string, files: Record<string, string> = {}): Promise<App> {
  const app = await place.app()
  await app.write('package.json', JSON.stringify({ type: 'module', dependencies }))
  for (const [name, text] of Object.entries({ 'src/auth.ts': code, ...files })) {
    await app.write(name, text)
  }
  return app
}

const models = 'const models = { user: "authUser", session: "login", key: "secret" } as const'

describe('a set-up of Lucia v2 with Prisma is replaced where it stands', () => {
  test('on the same client and models, and says what the models lack', async () => {
    const app = await appWith(
      `import { lucia } from "lucia";
import { prisma } from "@lucia-auth/adapter-prisma";
import { client } from "./client";

${models};
export const auth = lucia({
  env: "PROD",
  adapter: prisma(client, models),
  getUserAttributes: (user) => ({ username: user.username }),
});
`,
      { 'prisma/schema.prisma': schema, 'node_modules/@prisma/client/package.json': old },
    )
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(await app.read('src/auth.ts')).toBe(`import { createAuth } from "lucia-setup/prisma";
import { client } from "./client";

${models};
export const { auth } = createAuth(client, {
  env: "PROD",
  models,
  getUserAttributes: (user) => ({ username: user.username }),
});
`)
    expect(output).toContain('src/auth.ts:6: Lucia v2 on prisma, tables authUser, login, secret')
    expect(output).toContain(
      'prisma/schema.prisma: add @@index([idle_expires]) to model Login, then npx prisma migrate dev.',
    )
    expect(output).toContain('prisma/schema.prisma: add @@index([user_id]) to model Secret')
    expect(output).toContain('npm uninstall @lucia-auth/adapter-prisma')
    expect(output).toMatch(/npm i(nstall)? lucia-setup drizzle-orm\S* @prisma\/client@5\b/)
    expect(output).toMatch(/npm i(nstall)? -D prisma@5\b/)
    expect(output.trimEnd()).toMatch(/npx lucia-setup check$/)
    expect(output).not.toMatch(/mysql2|lucia-setup sql/)
  })

  test('on the default models, with a client that is made there, and sessions elsewhere', async () => {
    const plain = await appWith(`import { lucia } from 'lucia'
import { prisma } from '@lucia-auth/adapter-prisma'
import { PrismaClient } from '@prisma/client'

const adapter = prisma(new PrismaClient())
export const auth = lucia({ adapter, env: 'DEV' })
`)
    expect((await plain.init('--yes')).code).toBe(0)
    expect(await plain.read('src/auth.ts')).toBe(`import { createAuth } from 'lucia-setup/prisma'
import { PrismaClient } from '@prisma/client'

const client = new PrismaClient()
export const { auth } = createAuth(client, { env: 'DEV' })
`)
    const elsewhere = await appWith(`import { lucia } from 'lucia'
import { prisma } from '@lucia-auth/adapter-prisma'
import { client } from './client'
import { sessions } from './sessions'

export const auth = lucia({
  adapter: { user: prisma(client, { user: 'user', session: null, key: 'key' }), session: sessions },
  env: 'DEV',
})
`)
    expect((await elsewhere.init('--yes')).code).toBe(0)
    expect(
      await elsewhere.read('src/auth.ts'),
    ).toContain(`export const { auth } = createAuth(client, {
  models: { user: 'user', key: 'key' },
  sessionAdapter: sessions,
  env: 'DEV',
})`)
  })

  test('not where the schema has no such model', async () => {
    const code = `import { lucia } from 'lucia'
import { prisma } from '@lucia-auth/adapter-prisma'
import { client } from './client'
export const auth = lucia({ adapter: prisma(client), env: 'DEV' })
`
    const app = await appWith(code, { 'prisma/schema.prisma': schema })
    const { code: exit, output } = await app.init('--yes')
    expect(exit).toBe(2)
    expect(output).toContain('prisma/schema.prisma has no model for "user": it has authUser, login')
    expect(await app.read('src/auth.ts')).toBe(code)
  })
})

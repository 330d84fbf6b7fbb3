import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as providers from '@lucia-auth/oauth/providers'
import { describe, expect, it } from 'vitest'
import { type Compiler, compile } from './consumer.ts'

/** What an app declares of its attributes in `app.d.ts`, beside what its schema says. */
const declarations: Record<string, string | undefined> = {
  'no declaration': undefined,
  'those of its schema': 'email: string; age?: number | null',
  'fewer attributes': '',
  'more attributes': 'email: string; age: number; name: string',
  'optional attributes': 'email?: string; age?: number',
  'attributes of other types': 'email: string; age: string',
}

const helpers = Object.keys(providers).filter((name) => /^[a-z]/.test(name))

const app = `import { providerUserAuth } from '@lucia-auth/oauth'
import * as providers from '@lucia-auth/oauth/providers'
import Database from 'better-sqlite3'
import { integer, text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { createSchema } from 'lucia-setup/schema/sqlite'

const schema = createSchema({
  user: { email: text('email').notNull(), age: integer('age') },
  session: { country: text('country') },
})
export const { auth } = createAuth(new Database(':memory:'), {
  schema,
  getUserAttributes: ({ email }) => ({ email }),
  getSessionAttributes: ({ country }) => ({ country }),
})
export type Auth = typeof auth

${helpers.map((name) => `providers.${name}(auth, {} as never)`).join('\n')}

export async function callback(code: string): Promise<string> {
  const github = providers.github(auth, { clientId: '', clientSecret: '' })
  const { createUser, getExistingUser } = await github.validateCallback(code)
  // @ts-expect-error The schema says what an attribute must be.
  await createUser({ attributes: { email: 1 } })
  // @ts-expect-error
  await auth.createUser({ key: null, attributes: { email: 1 } })
  const user = (await getExistingUser()) ?? (await createUser({ attributes: { email: code } }))
  return user.email
}

export const known = providerUserAuth(auth, 'github', '1').createUser({ attributes: { email: '' } })
`

/** Lucia's package for OAuth takes an \`auth\` of a schema, whatever the app declares for Lucia. */
export function oauthCases(folder: string, compilers: Compiler[]): void {
  const able = compilers.filter(({ resolution }) => resolution === 'bundler')
  const cases = Object.entries(declarations).flatMap(([name, attributes]) =>
    // The newest, and for what differs most the oldest too.
    able
      .filter((_, at) => at === able.length - 1 || (at === 0 && name === 'fewer attributes'))
      .map((compiler) => [name, compiler.version, attributes, compiler] as const),
  )

  describe('every helper of @lucia-auth/oauth takes auth', () => {
    it.each(cases)('in an app with %s, in TypeScript %s', async (name, _, attributes, compiler) => {
      const path = join(folder, `oauth-${name.replaceAll(' ', '-')}`)
      await mkdir(path, { recursive: true })
      await writeFile(join(path, 'auth.ts'), app)
      if (attributes !== undefined) await writeFile(join(path, 'app.d.ts'), declared(attributes))
      expect(helpers.length).toBeGreaterThan(20)
      const findings = await compile(path, compiler, ['node'])
      expect(findings.ours).toEqual([])
    })
  })
}

function declared(attributes: string): string {
  return `/// <reference types="lucia" />
declare namespace Lucia {
  type Auth = import('./auth.ts').Auth
  type DatabaseUserAttributes = { ${attributes} }
  type DatabaseSessionAttributes = Record<string, never>
}
`
}

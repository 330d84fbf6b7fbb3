import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../docs/engines.ts'
import { packagesOf } from '../docs/pages.ts'
import { type Consumer, install } from '../package/consumer.ts'
import type { Packed } from '../package/packed.ts'
import { runPrisma } from '../prisma/generate.ts'
import { drive, runProgram, works } from './project.ts'

const cases = [
  { age: 'the current Prisma', version: 'latest', generator: '', source: '' },
  {
    age: 'the oldest Prisma',
    version: '6.19.3',
    generator: 'engineType = "client"',
    source: 'url = env("DATABASE_URL")',
  },
]

/** The models of the default tables in PostgreSQL. */
const models = `
model User {
  id       String    @id
  sessions Session[]
  keys     Key[]
  @@map("auth_user")
}
model Session {
  id            String @id
  userId        String @map("user_id")
  activeExpires BigInt @map("active_expires")
  idleExpires   BigInt @map("idle_expires")
  user          User   @relation(fields: [userId], references: [id], onDelete: Cascade)
  @@map("user_session")
}
model Key {
  id             String  @id
  userId         String  @map("user_id")
  hashedPassword String? @map("hashed_password")
  user           User    @relation(fields: [userId], references: [id], onDelete: Cascade)
  @@map("user_key")
}
`

const program = `import { PrismaPg } from '@prisma/adapter-pg'
import prisma from '@prisma/client'
import { createAuth } from 'lucia-setup/prisma'
import { createSchema } from 'lucia-setup/schema/postgres'
import { drive } from './drive.js'

const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL })
const { auth } = createAuth(new prisma.PrismaClient({ adapter }), { schema: createSchema() })
console.log(JSON.stringify(await drive(auth)))
process.exit(0)
`

/** The entry for Prisma in an empty project, whose client the project has generated. */
export function prismaCases(folder: string, packed: Packed): void {
  describe.each(cases)('prisma, with $age', ({ version, generator, source }) => {
    const project = join(folder, `prisma-${version}`)
    let installed: Consumer

    beforeAll(async () => {
      const [, ...beside] = await packagesOf('prisma')
      const ofPrisma = ['@prisma/client', '@prisma/adapter-pg', 'prisma']
      const others = beside.filter((name) => !ofPrisma.includes(name))
      const versions = ofPrisma.map((name) => `${name}@${version}`)
      installed = await install(project, packed.tarball, ...others, ...versions)
    })

    it('installs plainly, with one Lucia, one Drizzle and one Prisma', () => {
      expect(installed.output).not.toMatch(/ERESOLVE|peer|lucia/i)
      const names = ['lucia', 'drizzle-orm', 'lucia-setup', '@prisma/client', '@prisma/adapter-pg']
      const found = installed.installed.map((path) => path.replace(/^.*node_modules\//, ''))
      expect(found.filter((name) => names.includes(name)).sort()).toEqual(names.sort())
    })

    it('runs on a real engine', async () => {
      const schema = join(project, 'schema.prisma')
      const head = `generator client {\n  provider = "prisma-client-js"\n  ${generator}\n}
datasource db {\n  provider = "postgresql"\n  ${source}\n}`
      await writeFile(schema, head + models)
      await runPrisma(createRequire(schema).resolve('prisma/build/index.js'), schema)
      await writeFile(join(project, 'drive.js'), drive)
      await writeFile(join(project, 'program.js'), program)
      const database = await engines.pg?.()
      if (!database) throw new Error('test/docs/engines.ts has no PostgreSQL')
      const { environment } = database
      const { driven, output } = await runProgram(project, environment, 'node', 'program.js')
      await database.close()
      expect(driven, output).toEqual(works)
    })
  })
}

import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packagesOf } from '../docs/pages.ts'
import { servePostgres } from '../drivers/database.ts'
import { install } from '../package/consumer.ts'
import type { Packed } from '../package/packed.ts'
import { runPrisma } from '../prisma/generate.ts'
import { drive, runProgram, works } from './project.ts'

const cases = [
  { age: 'the current Prisma', version: 'latest', generator: '', source: '' },
  {
    age: 'Prisma 6',
    version: '6.19.3',
    generator: 'engineType = "client"',
    source: 'url = env("DATABASE_URL")',
  },
]
const versions = [
  ...cases,
  // Its engine for Node is none of npm's: the suite runs its other one.
  { age: 'Prisma 5', version: '5.22.0' },
].map(({ age, version }) => ({ age, version }))

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

/** The entry for Prisma in empty projects, whose client they have generated. */
export function prismaCases(folder: string, packed: Packed): void {
  const projectOf = (version: string) => join(folder, `prisma-${version}`)

  it.each(versions)('installs plainly beside $age, each package once', async ({ version }) => {
    const [, ...beside] = await packagesOf('prisma')
    const ofPrisma = ['@prisma/client', '@prisma/adapter-pg', 'prisma']
    const others = beside.filter((name) => !ofPrisma.includes(name))
    const wanted = ofPrisma.map((name) => `${name}@${version}`)
    const all = [packed.tarball, ...others, ...wanted]
    const { output, installed } = await install(projectOf(version), ...all)
    expect(output).not.toMatch(/ERESOLVE|peer|lucia/i)
    const names = ['lucia', 'drizzle-orm', 'lucia-setup', '@prisma/client', '@prisma/adapter-pg']
    const found = installed.map((path) => path.replace(/^.*node_modules\//, ''))
    expect(found.filter((name) => names.includes(name)).sort()).toEqual(names.sort())
  })

  it.each(cases)('runs on a real engine with $age', async ({ version, generator, source }) => {
    const project = projectOf(version)
    const schema = join(project, 'schema.prisma')
    const head = `generator client {\n  provider = "prisma-client-js"\n  ${generator}\n}
datasource db {\n  provider = "postgresql"\n  ${source}\n}`
    await writeFile(schema, head + models)
    await runPrisma(createRequire(schema).resolve('prisma/build/index.js'), schema)
    await writeFile(join(project, 'drive.js'), drive)
    await writeFile(join(project, 'program.js'), program)
    const { environment, close } = await servePostgres()
    const { driven, output } = await runProgram(project, environment, 'node', 'program.js')
    await close()
    expect(driven, output).toEqual(works)
  })
}

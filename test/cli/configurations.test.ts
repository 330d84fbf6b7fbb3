import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { readCloudflareConfig } from '../../src/cli/project/cloudflare-config.ts'
import { readDrizzleConfig } from '../../src/cli/project/drizzle-config.ts'
import { readPrisma } from '../../src/cli/project/prisma.ts'

it.each([
  ['drizzle.config.ts', "export default defineConfig({ schema: 'a.ts', out: './m' })", ['a.ts']],
  [
    'drizzle.config.ts',
    "const config = { schema: ['a.ts', 'b'] }\nexport default config",
    ['a.ts', 'b'],
  ],
  ['drizzle.config.ts', "export default { schema: glob('*'), out: './m' }", []],
  ['drizzle.config.json', '{ "schema": "a.ts", "out": "./m" }', ['a.ts']],
  ['drizzle.config.ts', 'not ( code', []],
])('%s of %j has the schema %j', (file, text, schema) => {
  const { schemaRange, ...found } = readDrizzleConfig(file, text)
  const out = text.includes('out') ? './m' : './drizzle'
  expect(found).toEqual({ file, text, schema, out, casing: undefined })
  const written = schemaRange && text.slice(...schemaRange)
  expect(written).toBe(/(?<=schema"?: )(\[.*\]|glob\(.*?\)|(["']).*?\2)/.exec(text)?.[0])
})

it('a cloudflare.config.ts has its databases, connections and flags', () => {
  const text = `const flags = ['a', 'nodejs_compat']
export default defineWorker({
  name: 'app',
  compatibilityFlags: flags,
  env: {
    DB: bindings.d1({ id: 'some-id', migrationsDir: 'm', migrationsPattern: 'm/*.sql' }),
    'OTHER-DB': bindings.d1(),
    POOL: bindings.hyperdrive({ id: 'x' }),
  },
})
`
  const others = { databaseName: undefined, migrationsPattern: undefined, environment: undefined }
  expect(readCloudflareConfig('cloudflare.config.ts', text)).toMatchObject({
    isCode: true,
    name: 'app',
    main: 'src/index.ts',
    compatibilityFlags: ['a', 'nodejs_compat'],
    d1: [
      {
        ...{ ...others, binding: 'DB', databaseName: 'some-id' },
        ...{ migrationsFolder: 'm', migrationsPattern: 'm/*.sql' },
      },
      { ...others, binding: 'OTHER-DB', migrationsFolder: 'migrations' },
    ],
    hyperdrive: ['POOL'],
  })
  expect(readCloudflareConfig('cloudflare.config.ts', 'not ( code')).toBeUndefined()
})

it.each([
  ["env('SOME_URL')", { url: undefined, variable: 'SOME_URL' }],
  ['process.env.SOME_URL', { url: undefined, variable: 'SOME_URL' }],
  ["'file:other.db'", { url: 'file:other.db', variable: undefined }],
  ['computed()', { url: 'file:app.db', variable: undefined }],
])('a prisma.config.ts with the address %s has the say over its schema', async (url, address) => {
  const folder = await mkdtemp(join(tmpdir(), 'lucia-setup-'))
  const files = {
    'package.json': '{}',
    'prisma.config.ts': `export default defineConfig({ schema: path.join('db', 'models'), datasource: { url: ${url} } })
`,
    'db/models/base.prisma': 'datasource db {\n  provider = "sqlite"\n  url = "file:app.db"\n}\n',
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const found = await readPrisma(folder)
  expect(found?.files.map(({ path }) => path)).toEqual(['db/models/base.prisma'])
  expect(found).toMatchObject({ ...address, provider: 'sqlite' })
  await rm(folder, { recursive: true })
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { generate, installed } from './generate.ts'

const clientFor = (compiler: string) =>
  generate(`size-${compiler}`, 'sqlite', ['documented.prisma'], {
    ...installed,
    generator: `runtime = "workerd"\n  compilerBuild = "${compiler}"`,
  })
const [small, fast] = await Promise.all([clientFor('small'), clientFor('fast')])
const ours = fileURLToPath(new URL('../../src/prisma.ts', import.meta.url))

const head = `import { PrismaD1 } from '@prisma/adapter-d1'
import { PrismaClient } from ${JSON.stringify(small.client)}
const open = (env) => new PrismaClient({ adapter: new PrismaD1(env.DB) })
`
const worker = (auth: string) => `${head}${auth}
export default { fetch: async (request, env) => Response.json(await answer(request, env)) }`
const workers = {
  bare: worker('const answer = (_, env) => open(env).user.findMany()'),
  official: worker(`import { lucia } from 'lucia'
import { web } from 'lucia/middleware'
import { prisma } from '@lucia-auth/adapter-prisma'
const authFor = (env) => lucia({ adapter: prisma(open(env)), env: 'PROD', middleware: web() })
const answer = (request, env) => authFor(env).handleRequest(request).validate()`),
  ours: worker(`import { web } from 'lucia/middleware'
import { createAuth } from ${JSON.stringify(ours)}
const authFor = (env) => createAuth(open(env), { middleware: web() }).auth
const answer = (request, env) => authFor(env).handleRequest(request).validate()`),
}

/** The code of a Worker as it is deployed, without Prisma's compiler, which is WebAssembly. */
async function bundled(contents: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    external: ['node:*', 'cloudflare:*', '*.wasm', '*.wasm?module'],
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
  })
  const code = outputFiles[0]?.text ?? ''
  const packages = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs))
  return { size: kilobytes(code), modules: packages }
}

const kilobytes = (content: string | Buffer) => gzipSync(content, { level: 9 }).byteLength / 1024

it('brings no Drizzle into a Worker with Prisma on D1, and at most 22.2 KB beside plain Lucia', async () => {
  const [bare, official, own] = await Promise.all(Object.values(workers).map(bundled))
  expect(own?.modules.filter((path) => path.includes('drizzle-orm'))).toEqual([])
  const [alone = 0, theirs = 0, weight = 0] = [bare, official, own].map((one) => one?.size)
  expect(theirs - alone).toBeGreaterThan(5)
  expect(weight - theirs).toBeLessThanOrEqual(22.2)
})

it('weighs less with the small build of the query compiler', async () => {
  const compiler = async ({ client }: typeof small, name: string) =>
    kilobytes(await readFile(join(client, `../internal/query_compiler_${name}_bg.wasm`)))
  expect(await compiler(small, 'small')).toBeLessThan(0.65 * (await compiler(fast, 'fast')))
})

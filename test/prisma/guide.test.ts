import { execFile } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { generate } from './generate.ts'

const fixtures = fileURLToPath(new URL('../package/fixtures/prisma', import.meta.url))
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

it('has the types of the generated client and of the schema, in the code of the guide', async () => {
  const { client } = await generate('guide', 'sqlite', ['models.prisma'])
  await generate('guide-scalars', 'postgresql', ['scalars.prisma'])
  const folder = dirname(dirname(client))
  await cp(fixtures, folder, { recursive: true })
  const example = await readFile(new URL('../../examples/hono-d1/tsconfig.json', import.meta.url))
  const { compilerOptions } = JSON.parse(String(example))
  const ofNode = { ...compilerOptions, types: ['node'] }
  const project = { compilerOptions: ofNode, include: ['*.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project))
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
    (error) => error,
  )
  expect(stdout).toBe('')
})

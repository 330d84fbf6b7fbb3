import { cp, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../own-folder.ts'
import { root, runTool } from '../package/run.ts'

const examples = join(root, 'examples')
const paths = await readdir(examples, { recursive: true })
const withSchema = paths.flatMap((path) => /^([\w-]+)\/drizzle\.config\.ts$/.exec(path)?.[1] ?? [])
const temporary = await ownFolder()

describe.each(withSchema)('the migrations of %s', (name) => {
  it('make the tables of its schema, so that drizzle-kit finds nothing to add', async () => {
    const folder = join(examples, name)
    const config = await readFile(join(folder, 'drizzle.config.ts'), 'utf8')
    const [, dialect = ''] = /dialect: '(\w+)'/.exec(config) ?? []
    const [, schema = ''] = /schema: '(.+)'/.exec(config) ?? []
    const out = join(temporary, name)
    await cp(join(folder, 'migrations'), out, { recursive: true })
    const given = ['--schema', schema, '--out', relative(folder, out)]
    const { output } = await runTool(
      folder,
      'drizzle-kit',
      'generate',
      '--dialect',
      dialect,
      ...given,
    )
    expect(output).toContain('No schema changes')
  })
})

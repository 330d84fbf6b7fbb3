import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../package/run.ts'

const examples = join(root, 'examples')
const read = (path: string) => readFile(join(examples, path), 'utf8')
const names = await readdir(examples)
const paths = (await readdir(examples, { recursive: true })).filter(
  (path) => !/node_modules|\.wrangler|\/dist\//.test(path),
)

describe('the examples', () => {
  it.each(['src/style.ts', 'src/page.ts'])('look alike: %s', async (file) => {
    const copies = paths.filter((path) => path.endsWith(`/${file}`))
    expect(copies.length).toBeGreaterThan(2)
    expect(new Set(await Promise.all(copies.map(read))).size).toBe(1)
  })

  it.each(['style.css', 'describe.ts', 'credentials.ts'])(
    'of SvelteKit and Next.js have the same, where it is of no framework: %s',
    async (file) => {
      const ofFrameworks = paths.filter((path) => /^(sveltekit|nextjs)-/.test(path))
      const copies = ofFrameworks.filter((path) => path.endsWith(`/${file}`))
      expect(copies).toHaveLength(2)
      expect(new Set(await Promise.all(copies.map(read))).size).toBe(1)
    },
  )

  it('have the colours of the largest one, light and dark', async () => {
    const [style, sheet] = await Promise.all([
      read('node-better-sqlite3/src/style.ts'),
      read('hono-d1/public/style.css'),
    ])
    const colours = style.match(/--[\w-]+: #\w+/g) ?? []
    expect(colours.length).toBeGreaterThan(10)
    const short = (text: string) => text.replace(/#(\w)\1(\w)\2(\w)\3\b/g, '#$1$2$3')
    for (const colour of colours) expect(short(sheet)).toContain(short(colour))
  })

  it.each(names)('stand alone, to be copied: %s', async (name) => {
    const files = paths.filter((path) =>
      new RegExp(`^${name}/.*\\.(tsx?|toml|json|prisma)$`).test(path),
    )
    expect(files).toContain(`${name}/package.json`)
    for (const file of files) {
      const text = await read(file)
      const depth = file.split('/').length - 2
      const outside = new RegExp(`['"](\\./)?(\\.\\./){${depth + 1},}`)
      expect([file, outside.exec(text)?.[0]]).toEqual([file, undefined])
      expect([file, /"(file|workspace):/.exec(text)?.[0]]).toEqual([file, undefined])
    }
  })
})

import { access, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../package/run.ts'
import { type Block, blocksOf, pages } from './pages.ts'

const sources = await readSources(
  'examples',
  'test/apps',
  'test/cli/init/fixtures',
  'test/docs/snippets',
  'test/package/fixtures/prisma',
  'test/prisma',
)

/** Files that are compiled and run, by their paths: what the pages may quote. */
async function readSources(...folders: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    const names = await readdir(join(root, folder), { recursive: true }).catch(() => [])
    for (const name of names) {
      const path = join(folder, name)
      if (!/\.[jt]sx?$/.test(name) || /node_modules|\.wrangler|generated\//.test(path)) continue
      found.set(path, flat((await readFile(join(root, path), 'utf8')).split('\n')))
    }
  }
  return found
}

/** Lines without their indentation, each between two line ends. */
function flat(lines: string[]): string {
  return `\n${lines.map((line) => line.trim()).join('\n')}\n`
}

/** The files that hold the lines, one after the other. */
function quoted(lines: string[]): string[] {
  return [...sources].filter(([, text]) => text.includes(flat(lines))).map(([path]) => path)
}

/** One side of a block that shows a change: without the lines of the other. */
function side(lines: string[], other: '-' | '+'): string[] {
  return lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(1))
}

const paths = await pages()
const all: Block[] = []
for (const page of paths) all.push(...(await blocksOf(page)))
const named = all.map((block) => ({ ...block, name: `${block.page}:${block.line}` }))
const code = named.filter(({ language }) => /^(ts|tsx|js)$/.test(language))
const changes = named.filter(({ language }) => language === 'diff')

/** Those pages, and the others that have links. */
const examples = await readdir(join(root, 'examples'))
const linking = [
  ...[...paths, 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...examples.map((name) => `examples/${name}/README.md`),
]
/** Where links may lead to outside, once somebody has looked. */
const sites = [
  'arcticjs.dev',
  'better-auth.com',
  'v2.lucia-auth.com',
  'www.better-auth.com',
  'www.prisma.io',
]

describe('a page', () => {
  it.each(code)('quotes code that is compiled and run: $name', ({ lines }) => {
    expect(quoted(lines)).not.toEqual([])
  })

  it.each(changes)('shows a change from one such file to another: $name', ({ lines }) => {
    const before = quoted(side(lines, '+'))
    const after = quoted(side(lines, '-'))
    expect(before).toHaveLength(1)
    expect(after).toEqual(
      before.map((path) => path.replace('/before/', '/').replace(/before\.ts$/, 'after.ts')),
    )
  })

  it('says of each block what it is', () => {
    const known = ['ts', 'tsx', 'js', 'diff', 'sh', 'toml', 'sql', 'json', 'prisma']
    for (const { name, language } of named) expect(known, name).toContain(language)
  })

  it.each(linking)(
    'links to files and headings that exist, and to known sites: %s',
    async (page) => {
      const text = await readFile(join(root, page), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        if (/^\w+:/.test(target)) {
          expect(sites, target).toContain(/^https:\/\/([^/]+)/.exec(target)?.[1])
          continue
        }
        const [path = '', heading] = target.split('#')
        const file = path === '' ? join(root, page) : join(root, dirname(page), path)
        await expect(access(file), target).resolves.toBeUndefined()
        if (heading) expect(headings(await readFile(file, 'utf8')), target).toContain(heading)
      }
    },
  )
})

it('quotes every snippet', () => {
  const texts = all.map(({ lines, language }) =>
    flat(language === 'diff' ? side(lines, '-') : lines),
  )
  const quotes = ([, text]: [string, string]) => texts.some((quote) => text.includes(quote))
  const own = [...sources].filter(([path]) => /^test\/docs\/snippets\/[^/]+$/.test(path))
  expect(own.filter((source) => !quotes(source)).map(([path]) => path)).toEqual([])
})

/** The anchors of a page's headings. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

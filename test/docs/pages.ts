import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../package/run.ts'

/** A fenced block of a page: its language, and its lines. */
export interface Block {
  page: string
  line: number
  language: string
  lines: string[]
}

/** The pages that are read by people, by their paths in the project. */
export async function pages(): Promise<string[]> {
  const docs = await readdir(join(root, 'docs'))
  return ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
}

/** The fenced blocks of a page, in their order. */
export async function blocksOf(page: string): Promise<Block[]> {
  const blocks: Block[] = []
  let open: Block | undefined
  const lines = (await readFile(join(root, page), 'utf8')).split('\n')
  for (const [index, line] of lines.entries()) {
    const fence = /^\s*```(\w*)/.exec(line)
    if (!fence) open?.lines.push(line)
    else if (open) open = undefined
    else {
      open = { page, line: index + 1, language: fence[1] ?? '', lines: [] }
      blocks.push(open)
    }
  }
  return blocks
}

/** What the README says to install for an entry: the line at its top, and the packages that the entry's line is with. */
export async function packagesOf(entry: string): Promise<string[]> {
  const lines = (await readFile(join(root, 'README.md'), 'utf8')).split('\n')
  const [, all] =
    lines.map((line) => /^npm install (lucia-setup [^#]+?) +#/.exec(line)).find(Boolean) ?? []
  const row = lines.find((line) => line.startsWith(`- [\`${entry}\``))
  if (!all || !row) throw new Error(`The README has no line to install lucia-setup/${entry}`)
  const [, own = ''] = row.split(', with ')
  return [...all.split(' '), ...[...own.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)]
}

/** A snippet of the pages, as a module; its types are checked where it is. */
export async function snippet(name: string): Promise<Record<string, unknown>> {
  return await import(new URL(`snippets/${name}.ts`, import.meta.url).href)
}

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

/** The packages of the README's line for an entry: `npm install ...` in its row of the table. */
export async function packagesOf(entry: string): Promise<string[]> {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const row = readme.split('\n').find((line) => line.startsWith(`| [\`lucia-setup/${entry}\``))
  const [, packages] = /`npm install ([^`]+)`/.exec(row ?? '') ?? []
  if (!packages) throw new Error(`The README has no line to install lucia-setup/${entry}`)
  return packages.split(' ')
}

/** A snippet of the pages, as a module; its types are checked where it is. */
export async function snippet(name: string): Promise<Record<string, unknown>> {
  return await import(new URL(`snippets/${name}.ts`, import.meta.url).href)
}

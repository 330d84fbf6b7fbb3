import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { transform } from 'esbuild'
import { type Served, serve } from '../apps/serve.ts'
import { root, run, runWith, stdoutOf } from '../package/run.ts'

/** One step of a page: a file to write, or commands to run. */
export type Step = { path: string; text: string } | { commands: string[] }

/** The steps of a page's text: files by the name above their block, and commands. */
export function stepsOf(text: string): Step[] {
  const steps: Step[] = []
  // The last name in code before a block is that of its file.
  const blocks = text.matchAll(/([^`]*(?:`[^`\n]+`[^`]*)*)```(\w+)\n([\s\S]*?)```/g)
  for (const [, before = '', language, code = ''] of blocks) {
    const [, variables, line] = /`(\.dev\.vars)` with the line `([^`]+)`/.exec(before) ?? []
    if (variables) steps.push({ path: variables, text: `${line}\n` })
    const paragraph = before.trim().split('\n\n').at(-1) ?? ''
    const [, path] = /`([\w./-]+\.\w+)`/.exec(paragraph) ?? []
    if (language === 'sh') steps.push({ commands: code.trim().split('\n') })
    else if (path) steps.push({ path, text: code })
    else throw new Error(`No file is named above this block:\n${code}`)
  }
  return steps
}

/** The same in JavaScript: without types, in files that end in `.js`. */
export async function inJavaScript(steps: Step[]): Promise<Step[]> {
  const named = (text: string) => text.replace(/(src\/\w+)\.ts\b/g, '$1.js')
  return await Promise.all(
    steps.map(async (step): Promise<Step> => {
      if ('commands' in step) return { commands: step.commands.map(named) }
      const text = step.path.endsWith('.ts')
        ? (await transform(step.text, { loader: 'ts' })).code
        : step.text
      return { path: named(step.path), text: named(text) }
    }),
  )
}

/** A folder in which a page is followed, with the settings of the shell that does it. */
export interface Place {
  folder: string
  tarball: string
  environment: Record<string, string>
  port: number
}

/** Writes the files and runs the commands; the last of those that serve goes on. */
export async function follow(place: Place, steps: Step[]): Promise<Served | undefined> {
  let server: Served | undefined
  for (const step of steps) {
    if ('path' in step) {
      const path = join(place.folder, step.path)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, step.text)
      continue
    }
    for (const command of step.commands) {
      if (/^(npx wrangler dev|npx tsx|node )/.test(command)) server = await start(place, command)
      else await runLine(place, command)
    }
  }
  return server
}

async function runLine(place: Place, line: string): Promise<void> {
  if (line.startsWith('npm install --save-dev')) return await linkTools(place, line)
  if (line.startsWith('curl ')) return await ask(place, line)
  if (line.startsWith('export ')) return
  // The README's `lucia-setup` is what was packed here.
  const command = line.replace(/(?<= )lucia-setup(?= )/, place.tarball)
  stdoutOf(await runWith(settings(place), place.folder, 'bash', '-c', command), line)
}

/** The tools are those of this project, which run on its Node and are there already. */
async function linkTools({ folder }: Place, line: string): Promise<void> {
  const bin = join(folder, 'node_modules/.bin')
  for (const name of line.replace('npm install --save-dev ', '').split(' ')) {
    const target = name.startsWith('@types/') ? join(folder, 'node_modules', name) : join(bin, name)
    const source = name.startsWith('@types/') ? name : `.bin/${name}`
    await mkdir(dirname(target), { recursive: true })
    await symlink(join(root, 'node_modules', source), target)
    if (name === 'drizzle-kit') {
      await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name))
    }
  }
}

/** A request of the page, which answers what stands behind it. */
async function ask(place: Place, line: string): Promise<void> {
  const [command = '', expected] = line.replaceAll('8787', String(place.port)).split(/ +# /)
  const quietly = command.replace('curl', 'curl -sS')
  const { code, output } = await run(place.folder, 'bash', '-c', quietly)
  if (code !== 0 || (expected && output !== expected))
    throw new Error(`${command} answers ${output}`)
}

const settings = ({ environment }: Place) => ({ ...environment, CI: '1' })

async function start(place: Place, line: string): Promise<Served> {
  const command = line.replace('wrangler dev', 'wrangler dev --ip 127.0.0.1 --port PORT')
  const environment = { ...settings(place), PORT: String(place.port) }
  return await serve(place.folder, environment, 'bash', '-c', command)
}

/** The part of a page under a heading of the second level, or all of it. */
export async function textOf(page: string, heading?: string): Promise<string> {
  const text = await readFile(join(root, page), 'utf8')
  if (!heading) return text
  const [, ...parts] = text.split(/^(?=## )/m)
  return parts.find((part) => part.startsWith(`## ${heading}\n`)) ?? ''
}

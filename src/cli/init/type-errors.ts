import { execFile } from 'node:child_process'
import { cp, mkdir, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { findInstalled } from '../project/installed.ts'
import { type Change, writeChanges } from './changes.ts'
import { readTsconfig } from './tsconfig.ts'

/** What TypeScript says of an app; undefined where it is not installed, or has nothing to do. */
export async function typeErrors(folder: string): Promise<string[] | undefined> {
  const typescript = findInstalled(folder, 'typescript')
  const config = await readTsconfig(folder)
  if (!typescript || !config) return undefined
  const command = join(typescript.folder, 'bin/tsc')
  const found: string[] = []
  for (const project of config.projects) found.push(...(await errorsOf(folder, command, project)))
  return found
}

/** The errors that were not there before, wherever the others have moved to. */
export function newErrors(before: string[], after: string[]): string[] {
  const plain = (error: string) => error.replace(/\(\d+,\d+\)/, '')
  const known = before.map(plain)
  return after.filter((error) => {
    const at = known.indexOf(plain(error))
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}

/** What TypeScript would say of an app with some changes: it looks at a copy beside the app. */
export async function typeErrorsWith(
  folder: string,
  changes: Change[],
): Promise<string[] | undefined> {
  // Beside it, so that all that it reaches by `../` is there.
  const copy = join(dirname(folder), `.${basename(folder)}-${process.pid}`)
  try {
    await mkdir(copy)
    await cp(folder, copy, { recursive: true, filter: isForTypes })
    await symlink(join(folder, 'node_modules'), join(copy, 'node_modules'), 'junction')
    writeChanges(copy, changes)
    return await typeErrors(copy)
  } catch {
    return undefined
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Code and configurations; what has no ending is a folder. */
function isForTypes(path: string): boolean {
  const name = basename(path)
  if (name === 'node_modules' || name === '.git') return false
  return !/.\.[^.]+$/.test(name) || /\.([cm]?[jt]sx?|jsonc?|svelte|vue|astro)$/.test(name)
}

function errorsOf(folder: string, command: string, project: string): Promise<string[]> {
  const given = ['--noEmit', '--pretty', 'false', '--incremental', 'false', '--composite', 'false']
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...given, '-p', project], options, (_, stdout) => {
      // What explains an error is indented.
      const errors = stdout.trim().split(/\n(?!\s)/)
      resolve(errors.filter((error) => /error TS\d+:/.test(error)))
    })
  })
}

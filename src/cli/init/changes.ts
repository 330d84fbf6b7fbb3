import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { Failure } from '../failure.ts'

/** A file to write: shown as a diff before it is. */
export interface Change {
  /** The path from the project's folder. */
  path: string
  /** What the file is now; undefined when there is none. */
  before: string | undefined
  after: string
}

/** The changes as a patch, in colours where the terminal has them. */
export function diffOf(changes: Change[], isColoured: boolean): string {
  return changes.map((change) => colour(patchOf(change), isColoured)).join('\n')
}

function patchOf({ path, before, after }: Change): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const patch = createTwoFilesPatch(from, `b/${path}`, before ?? '', after, '', '', { context: 3 })
  return patch.replace(/^=+\n/, '').replaceAll('\t\n', '\n')
}

function colour(patch: string, isColoured: boolean): string {
  if (!isColoured) return patch
  return patch.replace(/^([-+@]).*$/gm, (line, sign) => {
    const code = sign === '+' ? 32 : sign === '-' ? 31 : 36
    return `\x1b[${code}m${line}\x1b[39m`
  })
}

/**
 * Writes all changes or none. Each file is written beside its place first, and then they all take
 * their places without a pause in which anything could interrupt. Throws a `Failure` when a folder
 * cannot be written, or when a file is no longer as it was shown.
 */
export function writeChanges(folder: string, changes: Change[]): void {
  const ignore = () => {}
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, ignore)
  const undo: (() => void)[] = []
  let path = folder
  try {
    const ready = changes.map((change) => {
      path = change.path
      return prepare(folder, change, undo)
    })
    for (const { temporary, target, change } of ready) {
      path = change.path
      renameSync(temporary, target)
      undo.push(() => {
        if (change.before === undefined) rmSync(target)
        else writeFileSync(target, change.before)
      })
    }
  } catch (error) {
    for (const step of undo.reverse()) step()
    if (error instanceof Failure) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new Failure(`${path} cannot be written (${reason}). Nothing was written`, {
      cause: error,
    })
  } finally {
    for (const signal of signals) process.off(signal, ignore)
  }
}

function prepare(folder: string, change: Change, undo: (() => void)[]) {
  const path = join(folder, change.path)
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined
  if ((isThere ? readFileSync(path, 'utf8') : undefined) !== change.before) {
    throw new Failure(`${change.path} has changed since it was shown: nothing was written`)
  }
  const made = mkdirSync(dirname(path), { recursive: true })
  if (made) undo.push(() => rmSync(made, { recursive: true, force: true }))
  // A link stays a link.
  const target = change.before === undefined ? path : realpathSync(path)
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}`)
  undo.push(() => rmSync(temporary, { force: true }))
  writeFileSync(temporary, change.after, { flag: 'wx' })
  if (change.before !== undefined) chmodSync(temporary, statSync(target).mode)
  return { temporary, target, change }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { confirm, isCancel } from '@clack/prompts'
import { Failure } from '../failure.ts'
import { indent } from '../printer.ts'
import { findInstalled } from '../project/installed.ts'
import { command } from '../project/package-command.ts'
import type { Project } from '../project/project.ts'
import { diffOf, writeChanges } from './changes.ts'
import { installCommands } from './packages.ts'
import type { Plan } from './plan.ts'
import { Cancelled } from './questions.ts'
import { readTsconfig } from './tsconfig.ts'
import { newErrors, typeErrors, typeErrorsWith } from './type-errors.ts'

type Flags = Readonly<Record<string, unknown>>

/**
 * Shows the plan, asks for a yes, writes, installs, and says what remains to be done. The exit code
 * is 1 when TypeScript finds an error that was not there before.
 */
export async function carryOut(
  project: Project,
  plan: Plan,
  flags: Flags,
  isTerminal: boolean,
): Promise<void> {
  const { changes, notes } = plan
  const { folder } = project
  const { commands: install, isComplete } = installCommands(project, plan)
  if (changes.length > 0) {
    console.log(`\n${diffOf(changes, isTerminal && !process.env.NO_COLOR)}`)
  }
  for (const note of notes) console.log(`Note: ${note}`)
  if (changes.length > 0 && flags['dry-run']) {
    const before = isComplete ? await typeErrors(folder) : undefined
    if (before) compare(before, await typeErrorsWith(folder, changes))
    await sayUncompared(project, isComplete ? [] : install)
    console.log('Nothing was written: this was a dry run.')
    return
  }
  const isAsking = isTerminal && !flags.yes && !flags['dry-run']
  if (changes.length > 0 && isAsking && !(await mayWrite(changes.length))) throw new Cancelled()
  const isInstalling = install.length > 0 && (await mayInstall(flags, install, isAsking))
  const isProven = changes.length > 0 && (isComplete || isInstalling)
  const before = isProven ? await typeErrors(folder) : undefined
  if (changes.length > 0) {
    writeChanges(folder, changes)
    console.log(`Written: ${changes.map(({ path }) => path).join(', ')}.`)
  }
  if (isInstalling) for (const command of install) await run(project, command)
  if (before) compare(before, await typeErrors(folder))
  if (changes.length > 0) await sayUncompared(project, isProven ? [] : install)
  sayRest(plan, isInstalling ? [] : install)
}

function sayRest({ changes, commands, use }: Plan, install: string[]): void {
  const rest = [...install, ...commands]
  if (rest.length > 0) console.log(`\nWhat remains:\n${indent(rest)}`)
  else if (changes.length === 0) console.log('Nothing to do.')
  if (use.length > 0) console.log(`\nIn your app:\n${indent(use)}`)
}

async function mayWrite(count: number): Promise<boolean> {
  return await agree(`Write ${count === 1 ? 'this file' : `these ${count} files`}?`)
}

async function agree(message: string): Promise<boolean> {
  const answer = await confirm({ message })
  return !isCancel(answer) && answer
}

async function mayInstall(flags: Flags, commands: string[], isAsking: boolean): Promise<boolean> {
  if (flags.install) return true
  return isAsking && (await agree(`Run ${commands.join(' && ')}?`))
}

async function run({ folder }: Project, command: string): Promise<void> {
  const [code] = await once(spawn(command, { cwd: folder, shell: true, stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Failure(`${command} ends with ${code}: run it again, then init`)
}

/** Says what to run where the types could not be compared, for what is not installed. */
async function sayUncompared(project: Project, install: string[]): Promise<void> {
  if (!(await readTsconfig(project.folder))) return
  const isMissing = findInstalled(project.folder, 'typescript') === undefined
  if (install.length === 0 && !isMissing) return
  const tools = isMissing ? [command(project, 'add', '-D', 'typescript')] : []
  const run = [...install, ...tools, command(project, 'execute-local', 'tsc', '--noEmit')]
  console.log(`The types were not compared, for what is not installed: ${run.join(' && ')}`)
}

function compare(before: string[], after: string[] | undefined): void {
  const errors = newErrors(before, after ?? [])
  if (!after) console.log('TypeScript could not be asked.')
  else if (errors.length === 0) console.log('TypeScript finds no new error.')
  else {
    console.log(`TypeScript finds what it did not find before:\n${indent(errors)}`)
    process.exitCode = 1
  }
}

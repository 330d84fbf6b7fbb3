import { confirm, isCancel } from '@clack/prompts'
import { defineCommand } from 'citty'
import { commonArgs } from '../arguments.ts'
import { indent } from '../printer.ts'
import { AppFiles } from '../project/app-files.ts'
import { type Project, readProject } from '../project/project.ts'
import { decide } from './answers.ts'
import { diffOf, writeChanges } from './changes.ts'
import { installCommands } from './commands.ts'
import { findCreateAuth, findLucia } from './existing/find-set-up.ts'
import { existingSetUp } from './existing/set-up.ts'
import { assertLucia2 } from './existing/versions.ts'
import { findLuciaTables } from './find-tables.ts'
import { findings } from './findings.ts'
import { assertNoRoot } from './monorepo.ts'
import { newSetUp } from './new-set-up.ts'
import { placeFor } from './place.ts'
import type { Plan } from './plan.ts'
import { Cancelled, Questions } from './questions.ts'
import { remainingPlan } from './remaining.ts'
import { readAliases } from './tsconfig.ts'

const args = {
  driver: { type: 'string', description: 'The driver entry: d1, pg, better-sqlite3, ...' },
  binding: { type: 'string', description: 'The D1 or Hyperdrive binding, where there are several' },
  'sign-in': { type: 'string', description: 'What people sign in with: email, username or other' },
  'table-names': { type: 'string', description: 'As in user=users,session=sessions,key=keys' },
  dir: { type: 'string', description: 'The folder for schema.ts and auth.ts' },
  yes: { type: 'boolean', description: 'Asks nothing: writes what it shows' },
  'dry-run': { type: 'boolean', description: 'Shows what it would write, and writes nothing' },
  ...commonArgs,
} as const

/** `lucia-setup init`: sets up an existing project, after it has shown how. */
export const init = defineCommand({
  meta: { name: 'init', description: 'Sets up this project, after it has shown how' },
  args,
  async run({ args: flags }) {
    try {
      await setUpProject(flags)
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
      console.log('Cancelled: nothing was written.')
      process.exitCode = 130
    }
  },
})

type Flags = Readonly<Record<string, unknown>>

async function setUpProject(flags: Flags): Promise<void> {
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)
  const project = await readProject(process.cwd())
  await assertNoRoot(project)
  const files = await AppFiles.read(project.folder, await readAliases(project.folder))
  assertLucia2(project, files)
  const questions = new Questions(flags, isTerminal && !flags.yes)
  const plan = await planFor(project, files, questions, () =>
    questions.assertAnswered(isTerminal || flags.yes || flags['dry-run'] ? [] : ['--yes']),
  )
  await carryOut(project, plan, flags, isTerminal)
}

/** Finds out what there is, says so, and plans what comes. */
async function planFor(
  project: Project,
  files: AppFiles,
  questions: Questions,
  assertAnswered: () => void,
): Promise<Plan> {
  const done = findCreateAuth(files.sources)
  const lucia = done ? undefined : findLucia(files)
  console.log(findings(project, lucia))
  if (done) return remainingPlan(project, done)
  if (lucia) {
    assertAnswered()
    return existingSetUp(project, files, lucia, questions)
  }
  const answers = await decide(project, findLuciaTables(files.sources) !== undefined, questions)
  assertAnswered()
  return newSetUp(await placeFor(project, files, questions.flag('dir')), answers)
}

/** Shows the plan, asks for a yes, writes, and says what remains to be done. */
async function carryOut(
  project: Project,
  plan: Plan,
  flags: Flags,
  isTerminal: boolean,
): Promise<void> {
  const { changes, notes, use } = plan
  const commands = [...(await installCommands(project, plan.needs)), ...plan.commands]
  if (changes.length > 0) {
    console.log(`\n${diffOf(changes, isTerminal && !process.env.NO_COLOR)}`)
  }
  for (const note of notes) console.log(`Note: ${note}`)
  if (changes.length > 0) {
    if (flags['dry-run']) return console.log('Nothing was written: this was a dry run.')
    if (!flags.yes) await confirmWriting(changes.length)
    writeChanges(project.folder, changes)
    console.log(`Written: ${changes.map(({ path }) => path).join(', ')}.`)
  }
  if (commands.length > 0) console.log(`\nWhat remains:\n${indent(commands)}`)
  else if (changes.length === 0) console.log('Nothing to do.')
  if (use.length > 0) console.log(`\nIn your app:\n${indent(use)}`)
}

async function confirmWriting(count: number): Promise<void> {
  const message = `Write ${count === 1 ? 'this file' : `these ${count} files`}?`
  const answer = await confirm({ message })
  if (isCancel(answer) || !answer) throw new Cancelled()
}

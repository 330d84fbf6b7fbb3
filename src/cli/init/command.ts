import { posix } from 'node:path'
import { confirm, isCancel } from '@clack/prompts'
import { defineCommand } from 'citty'
import { Failure } from '../failure.ts'
import { indent } from '../printer.ts'
import { type Project, readProject } from '../project/project.ts'
import { decide } from './answers.ts'
import { diffOf, writeChanges } from './changes.ts'
import { remainingCommands } from './commands.ts'
import { existingSetUp } from './existing-set-up.ts'
import { assertLucia2, type ExistingLucia, findCreateAuth, findLucia } from './find-lucia.ts'
import { findLuciaTables } from './find-tables.ts'
import { findings } from './findings.ts'
import { newSetUp } from './new-set-up.ts'
import { entryOf, languageOf, languageOfFile } from './place.ts'
import { type Plan, wranglerChanges } from './plan.ts'
import { Cancelled, Questions } from './questions.ts'
import { readSources, sourceFiles } from './sources.ts'

const args = {
  driver: { type: 'string', description: 'The driver entry: d1, pg, better-sqlite3, ...' },
  binding: { type: 'string', description: 'The D1 or Hyperdrive binding, where there are several' },
  'sign-in': { type: 'string', description: 'What people sign in with: email, username or other' },
  'table-names': { type: 'string', description: 'As in user=users,session=sessions,key=keys' },
  dir: { type: 'string', description: 'The folder for schema.ts and auth.ts' },
  yes: { type: 'boolean', description: 'Asks nothing: writes what it shows' },
  'dry-run': { type: 'boolean', description: 'Shows what it would write, and writes nothing' },
  debug: { type: 'boolean', description: 'Shows where an error comes from' },
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
  assertLucia2(project.dependencies)
  const paths = await sourceFiles(project.folder)
  const sources = await readSources(project.folder, paths)
  const done = findCreateAuth(sources)
  const lucia = done ? undefined : findLucia(sources)
  console.log(findings(project, lucia))
  if (done) {
    const plan = { ...wranglerChanges(project), hasTables: true, use: [] as string[] }
    if (plan.changes.length === 0) {
      return console.log(`Nothing to do: ${done.path} calls createAuth() already.`)
    }
    return await carryOut(project, plan, [], flags, isTerminal)
  }
  const questions = new Questions(flags, isTerminal && !flags.yes)
  const hasOwnTables = findLuciaTables(sources) !== undefined
  const answers = await decide(project, lucia, hasOwnTables, questions)
  questions.assertAnswered(isTerminal || flags.yes || flags['dry-run'] ? [] : ['--yes'])
  const dir = questions.flag('dir')
  const folder = folderFor(project, lucia, dir)
  const language = lucia ? languageOfFile(lucia.source.path) : await languageOf(project, paths)
  const place = { project, sources, folder, isGiven: dir !== undefined, language }
  const plan = lucia ? await existingSetUp(place, lucia, answers) : await newSetUp(place, answers)
  await carryOut(project, plan, remainingCommands(project, answers, plan), flags, isTerminal)
}

/** The folder of the files, from the project's: beside the code that is there. */
function folderFor(
  project: Project,
  lucia: ExistingLucia | undefined,
  given: string | undefined,
): string {
  const place = given ?? posix.dirname(lucia?.source.path ?? entryOf(project))
  const folder = posix.normalize(place.replaceAll('\\', '/')).replace(/\/$/, '')
  if (folder.startsWith('..') || posix.isAbsolute(folder)) {
    throw new Failure(`--dir must be a folder of the project. Received ${JSON.stringify(place)}`)
  }
  return folder
}

/** Shows the plan, asks for a yes, writes, and says what remains to be done. */
async function carryOut(
  project: Project,
  { changes, notes, use }: Plan,
  commands: string[],
  flags: Flags,
  isTerminal: boolean,
): Promise<void> {
  console.log(`\n${diffOf(changes, isTerminal && !process.env.NO_COLOR)}`)
  for (const note of notes) console.log(`Note: ${note}`)
  if (flags['dry-run']) return console.log('Nothing was written: this was a dry run.')
  if (!flags.yes) {
    const files = changes.length === 1 ? 'this file' : `these ${changes.length} files`
    const answer = await confirm({ message: `Write ${files}?` })
    if (isCancel(answer) || !answer) throw new Cancelled()
  }
  writeChanges(project.folder, changes)
  const written = changes.map(({ path }) => path).join(', ')
  console.log(`Written: ${written}.`)
  if (commands.length > 0) console.log(`\nWhat remains:\n${indent(commands)}`)
  if (use.length > 0) console.log(`\nIn your app:\n${indent(use)}`)
}

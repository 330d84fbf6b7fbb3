import type { DatabaseArgs } from '../arguments.ts'
import { Failure } from '../failure.ts'
import type { App } from '../project/app.ts'
import { AppFiles } from '../project/app-files.ts'
import { readProject } from '../project/project.ts'
import { decide } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { assertNoOtherLucia, findCreateAuth, findLucia } from './existing/find-set-up.ts'
import { proveDatabase } from './existing/proof.ts'
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
import { schemaPlan } from './typed/plan.ts'

type Flags = DatabaseArgs & { database?: string } & Readonly<Record<string, unknown>>

/** The database to look into, where a flag names one. */
function databaseIn({ database, variable, d1, local, remote, env }: Flags): DatabaseArgs {
  return { url: database, variable, d1, local, remote, env }
}

function isDatabaseGiven(args: DatabaseArgs): boolean {
  return Object.values(args).some((value) => value !== undefined)
}

/** Sets up the project in this folder, unless ctrl-C answers a question. */
export async function setUpProject(flags: Flags): Promise<void> {
  try {
    await showAndWrite(flags)
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
    console.log('Cancelled: nothing was written.')
    process.exitCode = 130
  }
}

async function showAndWrite(flags: Flags) {
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)
  const project = await readProject(process.cwd())
  await assertNoRoot(project)
  const files = await AppFiles.read(project.folder, await readAliases(project.folder))
  const app: App = { ...project, files }
  assertLucia2(app)
  const questions = new Questions(flags, isTerminal && !flags.yes)
  const plan = await planFor(app, questions, databaseIn(flags), () =>
    questions.assertAnswered(isTerminal || flags.yes || flags['dry-run'] ? [] : ['--yes']),
  )
  await carryOut(project, plan, flags, isTerminal)
}

/** Finds out what there is, says so, and plans what comes. */
async function planFor(
  app: App,
  questions: Questions,
  database: DatabaseArgs,
  assertAnswered: () => void,
): Promise<Plan> {
  if (questions.isSet('schema')) {
    console.log(findings(app, undefined))
    assertAnswered()
    const named = isDatabaseGiven(database) ? database : undefined
    return await schemaPlan(app, questions, named)
  }
  const done = findCreateAuth(app.files.sources)
  const lucia = done ? undefined : findLucia(app.files)
  console.log(findings(app, lucia))
  if (!lucia && isDatabaseGiven(database)) {
    throw new Failure('--database is to compare what Lucia v2 reads, and there is no lucia() here')
  }
  if (done) return remainingPlan(app, done)
  if (lucia) {
    assertAnswered()
    const plan = existingSetUp(app, lucia, questions)
    if (isDatabaseGiven(database)) console.log(await proveDatabase(app, lucia, database))
    return plan
  }
  assertNoOtherLucia(app.files)
  const answers = await decide(app, findLuciaTables(app.files.sources) !== undefined, questions)
  assertAnswered()
  const place = await placeFor(app, questions.flag('dir'))
  return newSetUp(place, answers, questions.isSet('with-routes'))
}

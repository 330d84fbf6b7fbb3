import type { DatabaseArgs } from '../arguments.ts'
import { driverOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import type { App } from '../project/app.ts'
import { AppFiles } from '../project/app-files.ts'
import { driversOf, readProject } from '../project/project.ts'
import { placeOf } from '../project/syntax.ts'
import { decide } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { type ExistingLucia, findLucia } from './existing/find-set-up.ts'
import { proveDatabase } from './existing/proof.ts'
import { existingSetUp } from './existing/set-up.ts'
import { newSetUp } from './new-set-up.ts'
import { placeFor } from './place.ts'
import type { Plan } from './plan.ts'
import { Cancelled, Questions } from './questions.ts'
import { assertLucia2, assertNoOtherLucia, assertNoRoot } from './refusals.ts'
import { findCreateAuth, remainingPlan } from './remaining.ts'
import { readAliases } from './tsconfig.ts'
import { schemaPlan } from './typed/plan.ts'

type Flags = DatabaseArgs & { database?: string } & Readonly<Record<string, unknown>>

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
  const plan = await planFor(app, new Questions(flags, isTerminal), databaseIn(flags))
  await carryOut(project, plan, flags, isTerminal)
}

/** The database to look into, where a flag names one. */
function databaseIn(flags: Flags): DatabaseArgs | undefined {
  const { database: url, variable, d1, local, remote, env } = flags
  const named = { url, variable, d1, local, remote, env }
  return Object.values(named).some((value) => value !== undefined) ? named : undefined
}

/** Finds out what there is, says so, and plans what comes. */
async function planFor(app: App, questions: Questions, database?: DatabaseArgs): Promise<Plan> {
  if (questions.isSet('schema')) {
    console.log(findings(app))
    questions.assertAnswered()
    return await schemaPlan(app, questions, database)
  }
  const done = findCreateAuth(app.files.sources)
  const lucia = done ? undefined : findLucia(app.files)
  console.log(findings(app, lucia))
  if (!lucia && database) {
    throw new Failure('--database is to compare what Lucia v2 reads, and there is no lucia() here')
  }
  if (done) return remainingPlan(app, done)
  if (lucia) {
    questions.assertAnswered()
    const plan = existingSetUp(app, lucia, questions)
    if (database) console.log(await proveDatabase(app, lucia, database))
    return plan
  }
  assertNoOtherLucia(app.files)
  const answers = await decide(app, questions)
  questions.assertAnswered()
  const place = await placeFor(app, questions.flag('dir'))
  return newSetUp(place, answers, questions.isSet('with-routes'))
}

/** What was found, in a few lines. */
function findings(app: App, lucia?: ExistingLucia): string {
  const { dependencies, drizzle, packageManager, wrangler } = app
  const packages = driversOf(app).flatMap((name) => driverOf(name).package ?? [])
  const named = ['hono', 'drizzle-orm', 'drizzle-kit'].filter((name) =>
    Object.hasOwn(dependencies, name),
  )
  const bindings = [
    ...(wrangler?.d1.map(({ binding }) => `D1 as ${binding}`) ?? []),
    ...(wrangler?.hyperdrive.map((binding) => `Hyperdrive as ${binding}`) ?? []),
  ]
  const tables = Object.values(lucia?.tableNames ?? {}).filter(Boolean)
  const ofTables = lucia?.tableNames ? `, tables ${tables.join(', ')}` : ''
  const lines = [
    `package.json: ${[packageManager, ...named, ...packages].join(', ')}`,
    wrangler && `${wrangler.file}: ${['a Worker', ...bindings].join(', ')}`,
    drizzle && `${drizzle.file}: ${drizzle.schema.join(', ') || 'a schema that it computes'}`,
    lucia && `${placeOf(lucia.source, lucia.call)}: Lucia v2 on ${lucia.driver}${ofTables}`,
  ]
  return ['Found', ...lines.filter(Boolean).map((line) => `  ${line}`)].join('\n')
}

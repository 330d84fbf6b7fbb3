import type { MoreTableNames, TableNames } from '../../internal/schema/names.ts'
import { askedTables, parseTableNames } from '../arguments.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import {
  type DriverName,
  dialectOf,
  driverNames,
  driverOf,
  reachOf,
  runsOn,
} from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import { driversOf, type Project } from '../project/project.ts'
import type { Questions } from './questions.ts'

/** What is decided before anything is written. */
export interface Answers {
  driver: DriverName
  runsOn: 'workers' | 'node'
  /** The name of the D1 or Hyperdrive binding. */
  binding: string
  tableNames: TableNames & Partial<MoreTableNames>
  /** The tables that are made beside Lucia's. */
  more: (keyof MoreTableNames)[]
  /** The attribute that people sign in with; none where they sign in elsewhere. */
  attribute: 'email' | 'username' | undefined
}

const signIns = {
  email: 'a unique column `email`',
  username: 'a unique column `username`',
  other: 'no column: by GitHub, Google and the like',
}

/** Decides what can be found out, and asks for the rest. */
export async function decide(
  project: Project,
  hasOwnTables: boolean,
  questions: Questions,
): Promise<Answers> {
  const driver = await decideDriver(project, questions)
  const { tableNames } = dialectFacts[dialectOf(driver)]
  const asked = { token: questions.isSet('token'), throttle: questions.isSet('throttle') }
  const more = askedTables(asked)
  if (hasOwnTables && more[0]) {
    throw new Failure(
      `--${more[0]}: the app has its own tables for Lucia. Add this one as createSchema({ ${more[0]}: true }) of lucia-setup/schema makes it`,
    )
  }
  return {
    driver,
    runsOn: runsOn(driver, project.wrangler),
    binding: await decideBinding(project, driver, questions),
    tableNames: { ...tableNames, ...parseTableNames(questions.flag('table-names'), asked) },
    more,
    attribute: hasOwnTables ? undefined : await decideAttribute(questions),
  }
}

async function decideDriver(project: Project, questions: Questions): Promise<DriverName> {
  const given = questions.flag('driver', hintsOf(driverNames)) as DriverName | undefined
  if (given && project.wrangler && !driverOf(given).worker) {
    throw new Failure(
      `--driver ${given} does not run on Workers, which ${project.wrangler.file} is for`,
    )
  }
  const found = driversOf(project)
  const possible = driverNames.filter(
    (name) => driverOf(name)[project.wrangler ? 'worker' : 'node'],
  )
  const candidates = found.length > 0 ? found : possible
  const [first] = candidates
  if (!given && first && candidates.length === 1) return first
  const question = { flag: 'driver', message: 'Which driver is Lucia to use?' }
  return (given ??
    (await questions.ask({ ...question, choices: hintsOf(candidates) }))) as DriverName
}

function hintsOf(names: DriverName[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, driverOf(name).says]))
}

async function decideBinding({ wrangler }: Project, driver: DriverName, questions: Questions) {
  const reach = reachOf(driver)
  const isD1 = reach === 'binding'
  if (!isD1 && reach !== 'hyperdrive') return ''
  const found = isD1
    ? (wrangler?.d1.map(({ binding, databaseName }) => [binding, databaseName ?? '']) ?? [])
    : (wrangler?.hyperdrive.map((binding) => [binding, '']) ?? [])
  const kind = isD1 ? 'D1' : 'Hyperdrive'
  if (found.length === 0) return questions.flag('binding') ?? (isD1 ? 'DB' : 'HYPERDRIVE')
  const choices = Object.fromEntries(found) as Record<string, string>
  const [only] = Object.keys(choices)
  if (only && found.length === 1) return questions.flag('binding', choices) ?? only
  return await questions.ask({ flag: 'binding', message: `Which ${kind} binding?`, choices })
}

async function decideAttribute(questions: Questions): Promise<Answers['attribute']> {
  const answer = await questions.ask({
    flag: 'sign-in',
    message: 'What do people sign in with?',
    choices: signIns,
    byDefault: 'email',
  })
  return answer === 'other' ? undefined : (answer as 'email' | 'username')
}

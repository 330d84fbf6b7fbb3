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
import type { App } from '../project/app.ts'
import { driversOf, type Project } from '../project/project.ts'
import { findLuciaTables } from './find-tables.ts'
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

/** Decides what can be found out, and asks for the rest. */
export async function decide(app: App, questions: Questions): Promise<Answers> {
  const hasOwnTables = findLuciaTables(app.files.sources) !== undefined
  const driver = await decideDriver(app, questions)
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
    runsOn: runsOn(driver, app.wrangler),
    binding: await decideBinding(app, driver, questions),
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
  if (given) return given
  const found = driversOf(project)
  const platform = project.wrangler ? 'worker' : 'node'
  const candidates =
    found.length > 0 ? found : driverNames.filter((name) => driverOf(name)[platform])
  const [only, another] = candidates
  if (only && !another) return only
  const question = { flag: 'driver', message: 'Which driver is Lucia to use?' }
  return (await questions.ask({ ...question, choices: hintsOf(candidates) })) as DriverName
}

function hintsOf(names: DriverName[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, driverOf(name).says]))
}

async function decideBinding({ wrangler }: Project, driver: DriverName, questions: Questions) {
  const reach = reachOf(driver)
  if (reach !== 'binding' && reach !== 'hyperdrive') return ''
  const [kind, usual] = reach === 'binding' ? ['D1', 'DB'] : ['Hyperdrive', 'HYPERDRIVE']
  const found =
    reach === 'binding'
      ? wrangler?.d1.map(({ binding, databaseName }) => [binding, databaseName ?? ''])
      : wrangler?.hyperdrive.map((binding) => [binding, ''])
  const choices: Record<string, string> = Object.fromEntries(found ?? [])
  const [only, another] = Object.keys(choices)
  if (only === undefined) return questions.flag('binding') ?? usual
  if (another === undefined) return questions.flag('binding', choices) ?? only
  return await questions.ask({ flag: 'binding', message: `Which ${kind} binding?`, choices })
}

async function decideAttribute(questions: Questions): Promise<Answers['attribute']> {
  const answer = await questions.ask({
    flag: 'sign-in',
    message: 'What do people sign in with?',
    choices: {
      email: 'a unique column `email`',
      username: 'a unique column `username`',
      other: 'no column: by GitHub, Google and the like',
    },
    byDefault: 'email',
  })
  return answer === 'other' ? undefined : (answer as 'email' | 'username')
}

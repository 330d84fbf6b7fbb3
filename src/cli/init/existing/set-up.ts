import { driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import type { App } from '../../project/app.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { importsOf } from '../../project/imports.ts'
import { command } from '../../project/package-command.ts'
import { placeOf, textOf } from '../../project/syntax.ts'
import { packagesFor } from '../commands.ts'
import { type Plan, wranglerNotes } from '../plan.ts'
import type { Questions } from '../questions.ts'
import { addressOf } from './address.ts'
import { assertKnownOptions } from './app-options.ts'
import type { ExistingLucia } from './find-set-up.ts'
import { modelNotes } from './model-notes.ts'
import { replaceSetUp } from './replace-set-up.ts'

/**
 * The plan for an app with a set-up of Lucia v2: `createAuth()` on the same handle and tables, whose
 * columns are the attributes with the driver's own values. What the app's other code sees does not
 * change. Throws a `Failure` where that cannot be said.
 */
export async function existingSetUp(
  app: App,
  lucia: ExistingLucia,
  questions: Questions,
): Promise<Plan> {
  assertFlags(lucia, questions)
  assertKnownOptions(app.files, lucia)
  const { source, driver } = lucia
  return {
    changes: [{ path: source.path, before: source.text, after: replaceSetUp(lucia) }],
    notes: [
      ...namesNotes(lucia),
      ...(await modelNotes(app, lucia)),
      ...wranglerNotes(app),
      ...remains(app.files, lucia),
    ],
    needs: { ...packagesFor({ driver }, []), unused: unusedAdapters(app, lucia) },
    commands: checkCommands(app, lucia),
    use: [],
  }
}

/** Throws a `Failure` for a flag that would change what is there. */
function assertFlags({ source, call, driver }: ExistingLucia, questions: Questions): void {
  const place = placeOf(source, call)
  const given = questions.flag('driver')
  if (given !== undefined && given !== driver) {
    throw new Failure(`--driver ${given}: Lucia is set up on ${driver} in ${place}, which stays`)
  }
  for (const flag of ['table-names', 'dir', 'binding', 'sign-in']) {
    if (questions.flag(flag) === undefined) continue
    throw new Failure(`--${flag} has no use here: Lucia is set up in ${place}, which says it`)
  }
  for (const flag of ['token', 'throttle'].filter((name) => questions.isSet(name))) {
    throw new Failure(
      `--${flag} needs a schema, and Lucia is set up without one in ${place}. Set it up first, then see docs/schema.md`,
    )
  }
}

/** Says which expression holds table names that only running shows. */
function namesNotes({ source, names, tableNames }: ExistingLucia): string[] {
  if (tableNames || !names) return []
  return [
    `${placeOf(source, names)}: the table names are computed, ${textOf(source, names)}: give them to check with --table-names.`,
  ]
}

/** Lucia's own adapters, which keep npm from installing beside current drivers. */
const adapterPackage = /^@lucia-auth\/adapter-(sqlite|mysql|postgresql|prisma)$/

/** The adapters that no other file imports. */
function unusedAdapters({ dependencies, files: { sources } }: App, lucia: ExistingLucia) {
  return Object.keys(dependencies).filter(
    (name) => adapterPackage.test(name) && !importers(sources, lucia, name)[0],
  )
}

function importers(sources: AppFiles['sources'], { source }: ExistingLucia, name: string) {
  return sources.filter(
    (other) =>
      other !== source && [...importsOf(other).values()].some(({ module }) => module === name),
  )
}

/** What of the old set-up stays elsewhere. */
function remains({ sources }: AppFiles, lucia: ExistingLucia): string[] {
  const name = [...importsOf(lucia.source).values()].find(({ module }) =>
    adapterPackage.test(module),
  )?.module
  if (name === undefined) return []
  return importers(sources, lucia, name).map(
    ({ path }) => `${path} imports ${name} as well, which stays: npm may stop over it.`,
  )
}

/** What brings the indexes that Lucia's documentation leaves out, and what finds nothing after it. */
function checkCommands(app: App, lucia: ExistingLucia): string[] {
  const { tableNames, driver } = lucia
  // Prisma has the address, the models, and the statements.
  if (!driverOf(driver).dialect) return [command(app, 'execute', 'lucia-setup', 'check')]
  const address = addressOf(app, lucia)
  const names = Object.entries(tableNames ?? {}).map(([part, name]) => `${part}=${name}`)
  const args = [...address, ...(tableNames ? ['--table-names', quoted(names.join())] : [])]
  const run = (...rest: string[]) => command(app, 'execute', 'lucia-setup', ...rest)
  const [first, ...others] = args
  const from = first?.startsWith('--') === false ? ['--from', first, ...others] : args
  // Without an address, the command would print whole tables.
  const known = address.length > 0 ? from : ['--variable', 'DATABASE_URL', ...args]
  return [
    `${run('sql', ...known)}   # the indexes that your tables lack: apply them`,
    run('check', ...args),
  ]
}

function quoted(text: string): string {
  return /^[\w=,.-]+$/.test(text) ? text : `"${text}"`
}

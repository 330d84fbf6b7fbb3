import { driverOf, reachOf } from '../drivers/entries.ts'
import { typePrinter } from '../printer.ts'
import type { Answers } from './answers.ts'
import { d1TypeOf, findAppBindings, localBindings } from './app-bindings.ts'
import { authFile } from './auth-file.ts'
import { databaseCommands, devCommands, packagesFor, typeCommands } from './commands.ts'
import { importHandle } from './find-handle.ts'
import { frameworkFiles } from './frameworks/framework.ts'
import { importPath } from './imports.ts'
import { middlewareOf } from './middleware.ts'
import { migrationFolders } from './migration-folders.ts'
import { newTables } from './new-tables.ts'
import { importedNames, members, ownTables } from './own-tables.ts'
import { entryOf, freePath, type Place } from './place.ts'
import { type Plan, wranglerChanges } from './plan.ts'
import { tsconfigChanges } from './tsconfig.ts'

/** The plan for an app without Lucia. */
export async function newSetUp(place: Place, answers: Answers, hasRoutes: boolean): Promise<Plan> {
  const { app, extension } = place
  const authPath = await freePath(place, ['auth', 'lucia'])
  const own = ownTables(app.files.sources, authPath, extension)
  const tables = own ?? (await newTables(place, answers))
  const schema = own
    ? {
        import: `import ${importedNames(own.names)} from '${own.path}'`,
        statement: `const schema = { ${members(own.names)} }`,
      }
    : { import: `import * as schema from '${importPath(authPath, tables.path, extension)}'` }
  const isNode = answers.runsOn === 'node'
  const ts = typePrinter(place.language)
  const auth = authFile({
    ...answers,
    ts,
    hasHono: Object.hasOwn(app.dependencies, 'hono'),
    middleware: middlewareOf(app),
    handle: isNode ? importHandle(place, answers.driver, authPath) : undefined,
    d1Type: await d1TypeOf(app),
    bindings: isNode ? undefined : findAppBindings(place, answers.binding, authPath),
    schema,
    attributes: answers.attribute ? [answers.attribute] : [],
  })
  const configured = await configurationChanges(place, answers)
  const framework = await frameworkFiles({ place, answers, authPath, ts, hasRoutes })
  return {
    changes: [
      ...tables.changes,
      { path: authPath, before: undefined, after: auth },
      ...(framework?.changes ?? []),
      ...configured.changes,
    ],
    notes: [...tables.notes, ...(framework?.notes ?? []), ...configured.notes, ...notesOn(answers)],
    needs: { ...packagesFor(answers, toolsFor(answers, auth)), unused: [] },
    commands: [
      ...(await typeCommands(place)),
      ...databaseCommands(app, answers),
      ...(await devCommands(app, answers)),
    ],
    use:
      framework && framework.use.length === 0
        ? []
        : [...usage(place, answers, authPath), ...(framework?.use ?? [])],
  }
}

async function configurationChanges({ app: project }: Place, answers: Answers) {
  const { driver, binding } = answers
  const isD1 = reachOf(driver) === 'binding'
  const bound = project.wrangler?.d1.find((one) => one.binding === binding)
  const folders = isD1 ? migrationFolders(project, binding) : undefined
  const wrangler = wranglerChanges(
    project,
    isD1 && !bound ? { binding, migrations: folders?.settings } : undefined,
  )
  const tsconfig = await tsconfigChanges(project.folder, answers)
  return {
    changes: [...wrangler.changes, ...tsconfig.changes],
    notes: [...wrangler.notes, ...(folders?.notes ?? []), ...tsconfig.notes],
  }
}

function toolsFor({ driver }: Answers, code: string): string[] {
  const usesNode = code.includes('process.env') || driverOf(driver).needsNodeTypes
  return ['drizzle-kit', ...(usesNode ? ['@types/node'] : [])]
}

function notesOn({ driver, runsOn }: Answers): string[] {
  const reach = runsOn === 'workers' ? reachOf(driver) : undefined
  const notes = {
    hyperdrive:
      'Hyperdrive must be made with --caching-disabled: else sessions go on being valid for a minute after they were signed out.',
    storage:
      'The class of the Durable Object must be one of new_sqlite_classes in the wrangler configuration, and applies the migrations itself: see examples/durable-sqlite.',
  }
  return reach === 'hyperdrive' || reach === 'storage' ? [notes[reach]] : []
}

/** How the app's entry uses the file. */
function usage(place: Place, { driver, runsOn }: Answers, authPath: string): string[] {
  const { app, language, extension } = place
  const entry = entryOf(app)
  const path = importPath(entry, authPath, extension)
  const isTyped = language === 'ts'
  if (reachOf(driver) === 'storage') {
    return [
      `import { setUpAuth } from '${path}'`,
      `readonly setUp = setUpAuth(this.ctx.storage, this.env)   // in the class of the Durable Object`,
    ]
  }
  if (!Object.hasOwn(app.dependencies, 'hono')) {
    return [`import { ${runsOn === 'workers' ? 'setUpAuth' : 'auth'} } from '${path}'`]
  }
  const local = runsOn === 'workers' ? localBindings(app.files, entry) : undefined
  const env = local ? `AuthEnv & { Bindings: ${local} }` : 'AuthEnv'
  return [
    `import { ${isTyped ? 'type AuthEnv, ' : ''}authMiddleware } from '${path}'`,
    `const app = new Hono${isTyped ? `<${env}>` : ''}()`,
    'app.use(authMiddleware)',
  ]
}

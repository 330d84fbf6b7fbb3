import { reachOf } from '../../drivers/entries.ts'
import type { AppFiles } from '../../project/app-files.ts'
import type { Parts } from '../parts.ts'
import { entryOf, importPath } from '../place.ts'
import { type PlanPart, planOf } from '../plan.ts'
import { honoFiles } from './hono.ts'
import { nextFiles } from './next.ts'
import { svelteKitFiles } from './sveltekit.ts'

/** The files for the framework of the app, or the lines with which its entry uses `auth.ts`. */
export async function frameworkFiles(parts: Parts): Promise<PlanPart> {
  const { has, runsOn, driver, hasRoutes } = parts
  const isNode = runsOn === 'node'
  const isD1 = reachOf(driver) === 'binding'
  if (has('@sveltejs/kit') && (isNode || isD1)) return await svelteKitFiles(parts)
  const next = has('next') && isNode ? await nextFiles(parts) : undefined
  if (next) return next
  const use = { use: usage(parts) }
  if (!has('hono') || !hasRoutes || !parts.attribute) return use
  return planOf(use, await honoFiles(parts, parts.attribute))
}

/** How the app's entry uses the file. */
function usage({ app, driver, runsOn, authPath, extension, has, ts }: Parts): string[] {
  const entry = entryOf(app)
  const path = importPath(entry, authPath, extension)
  if (reachOf(driver) === 'storage') {
    return [
      `import { setUpAuth } from '${path}'`,
      `readonly setUp = setUpAuth(this.ctx.storage, this.env)   // in the class of the Durable Object`,
    ]
  }
  const isWorker = runsOn === 'workers'
  if (!has('hono')) return [`import { ${isWorker ? 'setUpAuth' : 'auth'} } from '${path}'`]
  const local = isWorker ? localBindings(app.files, entry) : undefined
  const env = local ? `AuthEnv & { Bindings: ${local} }` : 'AuthEnv'
  return [
    `import { ${ts('type AuthEnv, ')}authMiddleware } from '${path}'`,
    `const app = new Hono${ts(`<${env}>`)}()`,
    'app.use(authMiddleware)',
  ]
}

/** The type of bindings that the app's entry has for itself: `new Hono<{ Bindings: Bindings }>()`. */
function localBindings(files: AppFiles, entry: string): string | undefined {
  const text = files.get(entry)?.text ?? ''
  return /new\s+\w*Hono\w*\s*<\s*\{\s*Bindings\s*:\s*(\w+)/.exec(text)?.[1]
}

import { reachOf } from '../../drivers/entries.ts'
import { honoFiles } from './hono.ts'
import { nextFiles } from './next.ts'
import type { FrameworkFiles, FrameworkParts } from './parts.ts'
import { svelteKitFiles } from './sveltekit.ts'

/** The files for the framework of the app; undefined where it has none of its own. */
export async function frameworkFiles(parts: FrameworkParts): Promise<FrameworkFiles | undefined> {
  const { place, answers } = parts
  const has = (name: string) => Object.hasOwn(place.app.dependencies, name)
  const isNode = answers.runsOn === 'node'
  const isD1 = reachOf(answers.driver) === 'binding'
  if (has('@sveltejs/kit') && (isNode || isD1)) return await svelteKitFiles(parts)
  if (has('next') && isNode) return await nextFiles(parts)
  return has('hono') && parts.hasRoutes ? await honoFiles(parts) : undefined
}

import { honoFiles } from './hono.ts'
import { nextFiles } from './next.ts'
import type { FrameworkFiles, FrameworkParts } from './parts.ts'
import { svelteKitFiles } from './sveltekit.ts'

/** The files for the framework of the app; undefined where it has none of its own. */
export async function frameworkFiles(parts: FrameworkParts): Promise<FrameworkFiles | undefined> {
  const { place, answers } = parts
  const has = (name: string) => Object.hasOwn(place.project.dependencies, name)
  if (has('@sveltejs/kit') && answers.runsOn === 'node') return await svelteKitFiles(parts)
  if (has('@sveltejs/kit') && answers.driver === 'd1') return await svelteKitFiles(parts)
  if (has('next') && answers.runsOn === 'node') return await nextFiles(parts)
  return has('hono') && parts.hasRoutes ? await honoFiles(parts) : undefined
}

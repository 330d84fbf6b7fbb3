import { requireFrom } from '../project/package.ts'
import type { Project } from '../project/project.ts'
import { wranglerPackage } from './d1.ts'

interface Wrangler {
  getPlatformProxy(options: {
    environment?: string | undefined
  }): Promise<{ env: Record<string, unknown>; dispose(): Promise<void> }>
}

/** A D1 binding on the local state of `wrangler dev`, through the project's own wrangler. */
export async function localD1(
  { wrangler }: Project,
  name: string,
  environment: string | undefined,
): Promise<{ handle: unknown; close(): Promise<void> }> {
  const { getPlatformProxy } = requireFrom<Wrangler>(wranglerPackage)
  const known = wrangler?.d1.find(({ databaseName, binding }) =>
    [databaseName, binding].includes(name),
  )
  const { env, dispose } = await getPlatformProxy(environment === undefined ? {} : { environment })
  return { handle: known && env[known.binding], close: dispose }
}

import { driverOf } from '../drivers/entries.ts'
import { driversOf, type Project } from '../project/project.ts'
import { placeOf } from '../project/syntax.ts'
import type { ExistingLucia } from './existing/find-set-up.ts'

/** What was found, in a few lines. */
export function findings(project: Project, lucia: ExistingLucia | undefined): string {
  const { dependencies, drizzle, packageManager, wrangler } = project
  const packages = driversOf(project).flatMap((name) => driverOf(name).package ?? [])
  const isThere = (name: string) => Object.hasOwn(dependencies, name)
  const named = ['hono', 'drizzle-orm', 'drizzle-kit'].filter(isThere)
  const bindings = [
    ...(wrangler?.d1.map(({ binding }) => `D1 as ${binding}`) ?? []),
    ...(wrangler?.hyperdrive.map((binding) => `Hyperdrive as ${binding}`) ?? []),
  ]
  const lines = [
    `package.json: ${[packageManager, ...named, ...packages].join(', ')}`,
    wrangler && `${wrangler.file}: ${['a Worker', ...bindings].join(', ')}`,
    drizzle && `${drizzle.file}: ${drizzle.schema.join(', ') || 'a schema that it computes'}`,
    lucia && `${placeOf(lucia.source, lucia.call)}: Lucia v2 on ${lucia.driver}${tablesOf(lucia)}`,
  ]
  return ['Found', ...lines.filter(Boolean).map((line) => `  ${line}`)].join('\n')
}

function tablesOf({ tableNames }: ExistingLucia): string {
  return tableNames ? `, tables ${Object.values(tableNames).filter(Boolean).join(', ')}` : ''
}

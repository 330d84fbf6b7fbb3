import { importPath } from '../imports.ts'
import { nextRoot } from './folder.ts'
import { nextRoutes } from './next-routes.ts'
import { type FrameworkFiles, type FrameworkParts, newFiles } from './parts.ts'

/** What renews sessions, what pages and actions call, and their routes. */
export async function nextFiles(parts: FrameworkParts): Promise<FrameworkFiles | undefined> {
  const { files, dependencies } = parts.place.app
  const root = nextRoot(files)
  const hasApp = files.paths.some((path) => path.startsWith(`${root}app/`))
  if (!hasApp && files.paths.some((path) => path.startsWith(`${root}pages/`))) return undefined
  const [, version = '16'] = /(\d+)/.exec(dependencies['next'] ?? '') ?? []
  const name = Number(version) < 16 ? 'middleware' : 'proxy'
  const session = parts.authPath.replace(/[^/]+\.(\w+)$/, 'session.ts')
  return await newFiles(parts, {
    [`${root}${name}.ts`]: proxyFile(parts, name, root),
    [session]: sessionFile(parts, session),
    ...nextRoutes(parts, root, session),
  })
}

function proxyFile({ authPath, place, ts }: FrameworkParts, name: string, root: string): string {
  const auth = importPath(`${root}${name}.ts`, authPath, place.extension)
  const runtime = name === 'middleware' ? "runtime: 'nodejs', " : ''
  return `import { withSession } from 'lucia-setup/fetch'
import { ${ts('type NextRequest, ')}NextResponse } from 'next/server'
import { setUp } from '${auth}'

/** Renews a session before its page is made: a page cannot send cookies. */
export function ${name}(request${ts(': NextRequest')}) {
  return withSession(request, setUp, () => NextResponse.next())
}

export const config = { ${runtime}matcher: '/((?!_next|.*\\\\..*).*)' }
`
}

function sessionFile({ authPath, place }: FrameworkParts, path: string): string {
  return `import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { auth } from '${importPath(path, authPath, place.extension)}'

/** The session of a page, or null. It is read once, however many components ask for it. */
export const currentSession = cache(() =>
  auth.handleRequest('GET', { cookies, headers }).validate(),
)

/** The request of an action: Lucia asks where it came from before it knows a session. */
export function actionRequest() {
  return auth.handleRequest('POST', { cookies, headers })
}
`
}

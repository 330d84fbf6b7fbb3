import type Database from 'better-sqlite3'
import type { Middleware } from 'lucia'
import { ours } from '../defects/pair.ts'

/** A cookie that the app sets before it asks for the session. */
export const theme = 'theme=dark; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT'

type Auth<Args extends unknown[]> = ReturnType<typeof ours<Args>>['auth']
type AppRequest = Pick<ReturnType<Auth<never>['handleRequest']>, 'setSession' | 'validate'>

/** The app that every framework serves, apart from what the framework itself does. */
export interface App<Args extends unknown[]> {
  auth: Auth<Args>
  database: Database.Database
  /** Answers a request by its path. */
  answer(request: AppRequest, path: string | undefined): Promise<string>
}

export function createApp<Args extends unknown[]>(middleware: Middleware<Args>): App<Args> {
  const { auth, database } = ours({ middleware, env: 'DEV' })
  return { auth, database, answer: (request, path) => answer(auth, request, path) }
}

async function answer(
  auth: Pick<Auth<never>, 'createSession' | 'invalidateSession'>,
  request: AppRequest,
  path: string | undefined,
): Promise<string> {
  const session = await request.validate()
  if (path === '/login') {
    request.setSession(await auth.createSession({ userId: 'anna' }))
    return 'welcome'
  }
  if (path === '/logout') {
    if (session) await auth.invalidateSession(session.sessionId)
    request.setSession(null)
    return 'goodbye'
  }
  // A layout and a page, which both ask.
  return (await request.validate())?.user.userId ?? 'nobody'
}

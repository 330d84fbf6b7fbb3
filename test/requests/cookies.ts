import { incoming } from '../defects/incoming.ts'
import { ours, plantSession, type SessionState } from '../defects/pair.ts'

/** The sessions of the database. */
const sessions: [id: string, userId: string, state: SessionState][] = [
  ['anna-1', 'anna', 'active'],
  ['anna-2', 'anna', 'active'],
  ['anna-idle', 'anna', 'idle'],
  ['berta-1', 'berta', 'active'],
  ['berta-idle', 'berta', 'idle'],
  ['expired', 'anna', 'expired'],
  ['orphan', 'nobody', 'active'],
]
/** What no session has, or none that is valid. */
export const invalid = ['gone', 'expired', 'orphan', '', '%00', 'a%20b', 'ä', '"', 'x'.repeat(300)]

/** A database with sessions of every kind, and requests with cookies of the session's name. */
export function open(sessionCookie = {}) {
  let statements: string[] = []
  const verbose = (statement: unknown) => void statements.push(String(statement))
  const { auth, database } = ours({ sessionCookie }, { foreignKeys: false, verbose })
  for (const [id, userId, state] of sessions) plantSession(database, id, { userId, state })
  const before = database.prepare('select * from user_session order by id')
  const rows = () => before.all()
  /** A request with cookies of the session's name, in this order. */
  const visit = (values: string[], more = {}) => {
    const Cookie = values.map((value) => `auth_session=${value}`).join('; ')
    const context = incoming({ Cookie }, more)
    statements = []
    const request = auth.handleRequest(context)
    return { request, cookies: context.cookies, statements: () => statements }
  }
  const validate = async (...values: string[]) => {
    const { request, cookies, statements } = visit(values)
    const session = await request.validate()
    return { user: session?.user.userId ?? null, session, cookies, statements: statements().length }
  }
  return { auth, database, rows, visit, validate }
}

/** A list in every order. */
export function orders<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  )
}

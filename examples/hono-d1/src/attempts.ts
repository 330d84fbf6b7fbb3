import type { Context } from 'hono'
import { LuciaError } from 'lucia'
import { ThrottleError } from 'lucia-setup/throttle'
import { type Env, setUp } from './auth.ts'

/** A request, whether a session is required before it or not. */
type Asked = Pick<Context<Env>, 'env' | 'req' | 'header'>

/** Does what needs a password, unless its name or its address has failed too often. */
export function attempt<Result>(
  c: Asked,
  username: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const names = [`username:${username}`, `address:${c.req.header('CF-Connecting-IP')}`]
  return setUp(c.env).throttle.guard(names, work)
}

/** What to say after a failed attempt, and with which status. Other errors go on. */
export function refusal(c: Asked, error: unknown, wrong: string) {
  if (error instanceof ThrottleError) {
    c.header('Retry-After', String(error.retryAfter))
    const minutes = Math.ceil(error.retryAfter / 60)
    const time = minutes === 1 ? 'a minute' : `${minutes} minutes`
    return { problem: `Too many attempts. Please try again in ${time}.`, status: 429 } as const
  }
  if (!(error instanceof LuciaError)) throw error
  return { problem: wrong, status: 400 } as const
}

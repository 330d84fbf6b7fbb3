import { withSession } from 'lucia-setup/fetch'
import { type NextRequest, NextResponse } from 'next/server'
import { setup } from './lib/auth'

/** Renews a session before its page is made: a page cannot send cookies. */
export function proxy(request: NextRequest) {
  return withSession(request, setup, () => NextResponse.next())
}

export const config = { matcher: ['/profile', '/sessions'] }

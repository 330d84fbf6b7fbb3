import { withSession } from 'lucia-setup/fetch'
import { NextResponse } from 'next/server'
import { setup } from './auth.js'

export function proxy(request) {
  return withSession(request, setup, () => NextResponse.next())
}

export const config = { matcher: '/renewed' }

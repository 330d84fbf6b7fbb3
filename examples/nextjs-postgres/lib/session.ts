import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { auth } from './auth'

/** The request of an action: Lucia asks where it came from before it knows a session. */
export function actionRequest() {
  return auth.handleRequest('POST', { cookies, headers })
}

/** The session of a page, which is read once, however many components ask for it. */
export const currentSession = cache(() =>
  auth.handleRequest('GET', { cookies, headers }).validate(),
)

/** The same where somebody has to be signed in. */
export async function requireSession() {
  return (await currentSession()) ?? redirect('/sign-in')
}

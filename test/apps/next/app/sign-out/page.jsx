import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '../../auth.js'

async function signOut() {
  'use server'
  const authRequest = auth.handleRequest('POST', { cookies, headers })
  const session = await authRequest.validate()
  if (session) await auth.invalidateSession(session.sessionId)
  await authRequest.setSession(null)
  redirect('/')
}

export default function Page() {
  return (
    <form action={signOut}>
      <button type="submit">Sign out</button>
    </form>
  )
}

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '../../auth.js'

async function signIn(form) {
  'use server'
  const { userId } = await auth.useKey(
    'name',
    String(form.get('name')),
    String(form.get('password')),
  )
  const session = await auth.createSession({ userId })
  await auth.handleRequest('POST', { cookies, headers }).setSession(session)
  redirect('/')
}

export default function Page() {
  return (
    <form action={signIn}>
      <input name="name" />
      <input name="password" type="password" />
      <button type="submit">Sign in</button>
    </form>
  )
}

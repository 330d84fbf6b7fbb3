import { cookies, headers } from 'next/headers'
import { auth } from '../auth.js'

export default async function Page() {
  const session = await auth.handleRequest('GET', { cookies, headers }).validate()
  return <main>{session?.user.userId ?? 'nobody'}</main>
}

import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { currentSession } from '../../lib/session'
import { signIn } from '../actions'
import { AccountForm } from '../form'
import { Frame } from '../frame'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page() {
  if (await currentSession()) redirect('/profile')
  return (
    <Frame>
      <h1>Sign in</h1>
      <AccountForm action={signIn} button="Sign in" />
      <p className="aside">
        New here? <Link href="/sign-up">Create an account</Link>
      </p>
    </Frame>
  )
}

import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { currentSession } from '../../lib/session'
import { signUp } from '../actions'
import { AccountForm } from '../form'
import { Frame } from '../frame'

export const metadata: Metadata = { title: 'Create an account' }

export default async function Page() {
  if (await currentSession()) redirect('/profile')
  return (
    <Frame>
      <h1>Create an account</h1>
      <AccountForm action={signUp} button="Create account" isNew />
      <p className="aside">
        Have an account? <Link href="/sign-in">Sign in</Link>
      </p>
    </Frame>
  )
}

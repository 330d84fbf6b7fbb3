import { redirect } from 'next/navigation'
import { currentSession } from '../lib/session'

export default async function Page() {
  redirect((await currentSession()) ? '/profile' : '/sign-in')
}

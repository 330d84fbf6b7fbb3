'use server'

import { clientAttributes } from 'lucia-setup/client'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '../lib/auth'
import {
  type FormState,
  newAccountProblems,
  readCredentials,
  usernameTaken,
  wrongCredentials,
} from '../lib/credentials'
import { actionRequest } from '../lib/session'

export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const credentials = readCredentials(form)
  const { typed, username, password } = credentials
  const problems = newAccountProblems(credentials)
  if (problems) return { username: typed, problems }
  try {
    const { userId } = await auth.createUser({
      key: { providerId: 'username', providerUserId: username, password },
      attributes: { username },
    })
    await startSession(userId)
  } catch (error) {
    if (!isTaken(error)) throw error
    return { username: typed, problems: usernameTaken }
  }
  redirect('/profile')
}

export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const { typed, username, password } = readCredentials(form)
  try {
    const { userId } = await auth.useKey('username', username, password)
    await startSession(userId)
  } catch (error) {
    if (!isLuciaError(error)) throw error
    return { username: typed, problems: wrongCredentials }
  }
  redirect('/profile')
}

export async function signOut() {
  const request = actionRequest()
  const session = await request.validate()
  if (session) {
    await auth.invalidateSession(session.sessionId)
    await request.setSession(null)
  }
  redirect('/sign-in')
}

export async function signOutEverywhere() {
  const request = actionRequest()
  const session = await request.validate()
  if (session) {
    await auth.invalidateAllUserSessions(session.user.userId)
    await request.setSession(null)
  }
  redirect('/sign-in')
}

async function startSession(userId: string) {
  const attributes = await clientAttributes({ headers: await headers() })
  const session = await auth.createSession({ userId, attributes })
  await actionRequest().setSession(session)
}

/** The name is taken as a user's attribute or as a key, whichever the database sees first. */
function isTaken(error: unknown): boolean {
  return error instanceof UniqueConstraintError || isLuciaError(error, 'AUTH_DUPLICATE_KEY_ID')
}

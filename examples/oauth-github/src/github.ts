import { GitHub, generateState, OAuth2RequestError } from 'arctic'
import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'
import { LuciaError } from 'lucia'
import type { Auth, Bindings, Env } from './auth.ts'

interface GitHubUser {
  id: number
  login: string
}

/** Sign in with GitHub: there, and back. */
export const github = new Hono<Env>().basePath('/login/github')

const path = '/login/github'
const stateCookie = 'github_state'

github.get('/', (c) => {
  // GitHub sends it back: it tells that whoever comes back is who went there.
  const state = generateState()
  setCookie(c, stateCookie, state, {
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.env.ENVIRONMENT !== 'DEV',
    maxAge: 10 * 60,
  })
  return c.redirect(clientOf(c.env).createAuthorizationURL(state, []))
})

github.get('/callback', async (c) => {
  const { state, code, error } = c.req.query()
  const expected = getCookie(c, stateCookie)
  deleteCookie(c, stateCookie, { path })
  if (!expected || state !== expected) throw refusal('This sign-in was not begun here. Try again.')
  if (error) throw refusal(`GitHub says: ${error}`)
  if (!code) throw refusal('GitHub gave no code. Try again.')
  const userId = await accountOf(c.var.auth, await gitHubUser(c.env, code))
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
  return c.redirect('/')
})

function clientOf({ GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET }: Bindings): GitHub {
  if (!GITHUB_CLIENT_ID || !GITHUB_CLIENT_SECRET) {
    throw new Error('Set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET: see the README')
  }
  return new GitHub(GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, null)
}

/** Who the code stands for. It is good for one time. */
async function gitHubUser(bindings: Bindings, code: string): Promise<GitHubUser> {
  const tokens = await clientOf(bindings)
    .validateAuthorizationCode(code)
    .catch((error) => {
      if (error instanceof OAuth2RequestError) throw refusal(`GitHub says: ${error.code}`)
      throw error
    })
  const headers = { Authorization: `Bearer ${tokens.accessToken()}`, 'User-Agent': 'oauth-github' }
  const response = await fetch('https://api.github.com/user', { headers })
  if (!response.ok) throw new Error(`GitHub answers ${response.status}`)
  return await response.json()
}

/** The account with this key, which is made when its owner comes for the first time. */
async function accountOf(auth: Auth, { id, login }: GitHubUser): Promise<string> {
  const key = { providerId: 'github', providerUserId: String(id), password: null }
  try {
    const { userId } = await auth.useKey(key.providerId, key.providerUserId, null)
    await auth.updateUserAttributes(userId, { login })
    return userId
  } catch (error) {
    if (!(error instanceof LuciaError && error.message === 'AUTH_INVALID_KEY_ID')) throw error
    const { userId } = await auth.createUser({ key, attributes: { login } })
    return userId
  }
}

function refusal(message: string): HTTPException {
  return new HTTPException(400, { message })
}

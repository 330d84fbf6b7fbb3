import type { HonoRequest } from 'hono'
import { HTTPException } from 'hono/http-exception'

interface Credentials {
  /** Upper and lower case are the same name. */
  username: string
  password: string
}

/** Reads a JSON body and refuses what cannot be an account, before any hash is made. */
export async function readCredentials(request: HonoRequest): Promise<Credentials> {
  const body: unknown = await request.json().catch(() => null)
  const { username, password } = Object(body) as Record<string, unknown>
  if (typeof username !== 'string' || !/^[a-z0-9_-]{3,31}$/i.test(username)) {
    throw new HTTPException(400, {
      message: 'username must be 3 to 31 letters, digits, underscores or hyphens',
    })
  }
  if (typeof password !== 'string' || password.length < 8 || password.length > 255) {
    throw new HTTPException(400, { message: 'password must be 8 to 255 characters' })
  }
  return { username: username.toLowerCase(), password }
}

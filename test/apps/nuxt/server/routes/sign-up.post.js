import { defineEventHandler, readBody, sendRedirect } from 'h3'
import { auth } from '../utils/auth.js'

export default defineEventHandler(async (event) => {
  const { name, password } = await readBody(event)
  const key = { providerId: 'name', providerUserId: name, password }
  const { userId } = await auth.createUser({ userId: name, key })
  event.context.authRequest.setSession(await auth.createSession({ userId }))
  return sendRedirect(event, '/', 303)
})

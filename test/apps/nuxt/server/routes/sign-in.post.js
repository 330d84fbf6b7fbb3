import { defineEventHandler, readBody, sendRedirect } from 'h3'
import { auth } from '../utils/auth.js'

export default defineEventHandler(async (event) => {
  const { name, password } = await readBody(event)
  const { userId } = await auth.useKey('name', name, password)
  event.context.authRequest.setSession(await auth.createSession({ userId }))
  return sendRedirect(event, '/', 303)
})

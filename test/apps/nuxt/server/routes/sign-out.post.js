import { defineEventHandler, sendRedirect } from 'h3'
import { auth } from '../utils/auth.js'

export default defineEventHandler(async (event) => {
  const { session, authRequest } = event.context
  if (session) await auth.invalidateSession(session.sessionId)
  authRequest.setSession(null)
  return sendRedirect(event, '/', 303)
})

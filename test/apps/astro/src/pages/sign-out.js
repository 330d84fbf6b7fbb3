import { auth } from '../auth.js'

export async function POST(context) {
  const authRequest = auth.handleRequest(context)
  const session = await authRequest.validate()
  if (session) await auth.invalidateSession(session.sessionId)
  authRequest.setSession(null)
  return context.redirect('/', 303)
}

import { auth } from '../../auth.js'

export default async function handler(req, res) {
  const authRequest = auth.handleRequest({ req, res })
  const session = await authRequest.validate()
  if (session) await auth.invalidateSession(session.sessionId)
  authRequest.setSession(null)
  res.redirect(303, '/old')
}

import { auth } from '../../lib/auth'

export default async function handler(req, res) {
  if (req.method !== 'POST') return res.status(405).end()
  const authRequest = auth.handleRequest({ req, res })
  const session = await authRequest.validate()
  if (session) await auth.invalidateSession(session.sessionId)
  authRequest.setSession(null)
  return res.redirect(303, '/old')
}

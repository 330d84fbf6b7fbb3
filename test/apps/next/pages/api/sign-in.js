import { auth } from '../../lib/auth'

export default async function handler(req, res) {
  const { username, password } = req.body
  const { userId } = await auth.useKey('username', username, password)
  auth.handleRequest({ req, res }).setSession(await auth.createSession({ userId }))
  res.redirect(303, '/old')
}

import { auth } from '../../auth.js'

export default async function handler(req, res) {
  const { name, password } = req.body
  const { userId } = await auth.useKey('name', name, password)
  auth.handleRequest({ req, res }).setSession(await auth.createSession({ userId }))
  res.redirect(303, '/old')
}

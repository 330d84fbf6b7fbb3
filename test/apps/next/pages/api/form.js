import { auth } from '../../lib/auth'

export default async function handler(req, res) {
  const session = await auth.handleRequest({ req, res }).validate()
  res.send(session?.user.username ?? 'nobody')
}

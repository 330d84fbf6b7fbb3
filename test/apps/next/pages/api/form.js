import { auth } from '../../auth.js'

export default async function handler(req, res) {
  const session = await auth.handleRequest({ req, res }).validate()
  res.send(session?.user.userId ?? 'nobody')
}

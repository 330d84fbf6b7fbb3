import { auth } from '../auth.js'

export async function POST(context) {
  const session = await auth.handleRequest(context).validate()
  return new Response(session?.user.userId ?? 'nobody')
}

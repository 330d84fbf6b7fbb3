import { auth } from '../../lib/auth'

export async function POST(request) {
  const session = await auth.handleRequest(request).validate()
  return new Response(session?.user.username ?? 'nobody')
}

import { auth } from '../../auth.js'

export async function POST(request) {
  const session = await auth.handleRequest(request).validate()
  return new Response(session?.user.userId ?? 'nobody')
}

export const GET = ({ locals: { session } }) =>
  new Response(new Blob([session?.user.username ?? session?.user.userId ?? 'nobody']).stream())

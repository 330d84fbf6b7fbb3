export const GET = ({ locals }) =>
  new Response(new Blob([locals.session?.user.userId ?? 'nobody']).stream())

import { auth } from '../lib/auth'

export async function getServerSideProps({ req, res }) {
  const session = await auth.handleRequest({ req, res }).validate()
  return { props: { name: session?.user.username ?? 'nobody' } }
}

export default function Page({ name }) {
  return <main>{name}</main>
}

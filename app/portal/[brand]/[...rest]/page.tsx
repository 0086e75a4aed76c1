import { notFound } from 'next/navigation'

/** Any address that no page answers: the 404 in the brand's own look. */
export default function UnknownPage() {
  notFound()
}

import { type Answer, ask } from './ask'
import type { ServerAction } from './known'
import type { Role } from './roles'

const BOUNDARY = 'attack-boundary'

/** Calls a server action as its page would, from a page of the role's own that carries it. */
export function call({ host, cookie }: Role, action: ServerAction, on: string, args: unknown[]): Promise<Answer> {
  const { body, type } = encode(args)
  return ask({
    host,
    cookie,
    path: on,
    method: 'POST',
    headers: { 'next-action': action.id, 'content-type': type, accept: 'text/x-component' },
    body,
  })
}

/** React's encoding of arguments: JSON, and where there is a form, parts of which the first refers to the others. */
function encode(args: unknown[]): { body: string; type: string } {
  const forms = args.filter((arg): arg is FormData => arg instanceof FormData)
  if (forms.length === 0) return { body: JSON.stringify(args), type: 'text/plain;charset=UTF-8' }
  const refs = args.map((arg) => (arg instanceof FormData ? `$K${forms.indexOf(arg) + 1}` : arg))
  const parts = [
    ...forms.flatMap((form, index) => [...form].map(([name, value]) => part(`_${index + 1}_${name}`, String(value)))),
    part('0', JSON.stringify(refs)),
  ]
  return { body: `${parts.join('')}--${BOUNDARY}--\r\n`, type: `multipart/form-data; boundary=${BOUNDARY}` }
}

const part = (name: string, value: string) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

/** A form's fields. */
export function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

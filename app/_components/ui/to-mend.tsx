import { FormAlert } from './form-alert'

type Props = {
  /** What the ids of the form's fields begin with. */
  form: string
  title: string
  /** The texts at the fields, by the name of the field. */
  errors: Record<string, string | undefined>
}

/** What is to be mended in a form, in one place, with a way to each field. */
export function ToMend({ form, title, errors }: Props) {
  return (
    <FormAlert>
      <p className="font-semibold">{title}</p>
      <ul className="mt-1 list-inside list-disc">
        {Object.entries(errors).map(([field, text]) => (
          <li key={field}>
            <a href={`#${form}-${field}`} className="underline underline-offset-2">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </FormAlert>
  )
}
